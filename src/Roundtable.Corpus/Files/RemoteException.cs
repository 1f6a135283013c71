namespace Roundtable.Corpus.Files;

/// <summary>A file at an address could not be read.</summary>
/// <param name="message">What is wrong, where, and what can be done.</param>
/// <param name="failure">What kind of failure it is.</param>
/// <param name="inner">What caused it.</param>
public sealed class RemoteException(string message, RemoteFailure failure, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>What kind of failure it is.</summary>
    public RemoteFailure Failure { get; } = failure;
}

/// <summary>Kinds of failures.</summary>
public enum RemoteFailure
{
    /// <summary>The file is gone, or may not be read: others can be.</summary>
    Refused,

    /// <summary>The file is not the one that was listed.</summary>
    Changed,

    /// <summary>The server or the way to it failed, also when it was tried again; later it may not.</summary>
    Unavailable,

    /// <summary>The address, the server or the settings do not allow reading by range.</summary>
    Unsupported,
}
