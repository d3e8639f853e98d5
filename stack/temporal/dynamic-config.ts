/** Switches of the Temporal server for one machine; none of them is needed in production. */
export const dynamicConfig: Readonly<Record<string, boolean | string>> = {
  /** The clock of one filing can be moved: tests, demo and the sandbox's button. */
  'frontend.WorkflowTimeSkippingEnabled': true,
  /** With the default of 1 s, a fast-forward would take a second for every timer it passes. */
  'history.timerProcessorMaxTimeShift': '10ms',
  /** A deleted filing is gone when its last tasks are noted as done; with the default of 30 s that takes most of a minute. */
  'history.transferProcessorUpdateAckInterval': '500ms',
  'history.visibilityProcessorUpdateAckInterval': '500ms',
  /** Without this, new search attributes stay unknown for about a second. */
  'system.forceSearchAttributesCacheRefreshOnRead': true,
};
