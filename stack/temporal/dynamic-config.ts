/** Switches of the Temporal server for one machine; none of them is needed in production. */
export const dynamicConfig: Readonly<Record<string, boolean | string>> = {
  /** The clock of one filing can be moved: tests, demo and the sandbox's button. */
  'frontend.WorkflowTimeSkippingEnabled': true,
  /** With the default of 1 s every timer on the way of a fast-forward costs a second. */
  'history.timerProcessorMaxTimeShift': '10ms',
  /** Else new search attributes are unknown for about a second. */
  'system.forceSearchAttributesCacheRefreshOnRead': true,
};
