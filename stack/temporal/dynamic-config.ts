/** Switches of the Temporal server for one machine; none of them is needed in production. */
export const dynamicConfig: Readonly<Record<string, boolean | string>> = {
  /** The clock of one filing can be moved: tests, demo and the sandbox's button. */
  'frontend.WorkflowTimeSkippingEnabled': true,
  /** With the default of 1 s, a fast-forward would take a second for every timer it passes. */
  'history.timerProcessorMaxTimeShift': '10ms',
  /** Without this, new search attributes stay unknown for about a second. */
  'system.forceSearchAttributesCacheRefreshOnRead': true,
};
