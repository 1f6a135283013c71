namespace Roundtable.Annotation.Runs;

/// <summary>A call was taken in and will be answered later, with a batch.</summary>
public sealed class CallPendingException() : Exception("The call is answered with a batch.");
