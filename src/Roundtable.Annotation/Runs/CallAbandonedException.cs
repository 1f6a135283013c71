namespace Roundtable.Annotation.Runs;

/// <summary>A call was not sent, because the run is being stopped: it is made when the run goes on.</summary>
public sealed class CallAbandonedException() : Exception("The run is being stopped.");
