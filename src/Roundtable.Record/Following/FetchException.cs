namespace Roundtable.Record.Following;

/// <summary>A followed log could not be read; what is kept of it could.</summary>
/// <param name="inner">Why.</param>
internal sealed class FetchException(IOException inner) : Exception(inner.Message, inner);
