namespace Roundtable.Models.Batches;

/// <summary>How far a submission got.</summary>
public enum BatchPhase
{
    /// <summary>It was noted before the upload, and whether the provider received it is not known: its list of batches will say.</summary>
    Uncertain,

    /// <summary>The provider has it and works on it.</summary>
    Submitted,

    /// <summary>The provider is done with it; its results are not fetched yet.</summary>
    Ended,

    /// <summary>Its results are on this disk.</summary>
    Fetched,

    /// <summary>The provider refused it as a whole, or never received it: nothing is charged for it.</summary>
    Refused,
}

/// <summary>A submission as the journal of its run has it.</summary>
/// <param name="Submission">The submission's random id: 32 hexadecimal digits.</param>
/// <param name="Connection">Name of the connection.</param>
/// <param name="Model">The model as the provider calls it.</param>
/// <param name="Requests">How many requests it holds.</param>
/// <param name="Bytes">Bytes of the file or body that is uploaded.</param>
/// <param name="Intended">When it was noted, before the upload.</param>
/// <param name="Phase">How far it got.</param>
public sealed record BatchState(
    string Submission, string Connection, string Model, int Requests, long Bytes, DateTimeOffset Intended, BatchPhase Phase)
{
    /// <summary>The provider's id of the uploaded file; null where there is none.</summary>
    public string? File { get; init; }

    /// <summary>The provider's id of the batch; null as long as it is not known.</summary>
    public string? Batch { get; init; }

    /// <summary>The provider's word for how the batch ended: <c>completed</c>, <c>expired</c>, <c>cancelled</c>, <c>ended</c>; null before that.</summary>
    public string? Ending { get; init; }

    /// <summary>Why it was refused, in one sentence; null where it was not.</summary>
    public string? Problem { get; init; }

    /// <summary>When the provider stops working on it; null where it does not say.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Requests that the provider has answered so far, of those in <see cref="Requests"/>; only while it is polled.</summary>
    public int? Done { get; init; }

    /// <summary>Whether its cancelling was asked for.</summary>
    public bool CancelAsked { get; init; }

    /// <summary>Lines of the results that could not be used, once fetched; null before that.</summary>
    public BatchFaults? Faults { get; init; }
}

/// <summary>Lines of a batch's results that could not be used: counted, never dropped silently.</summary>
/// <param name="NotJson">Lines that are not JSON, or hold neither answer nor error.</param>
/// <param name="Duplicates">Further lines for a call that has one already: the first counts.</param>
/// <param name="Foreign">Lines whose id none of the submission's calls has.</param>
/// <param name="Missing">Calls without a line.</param>
public sealed record BatchFaults(int NotJson, int Duplicates, int Foreign, int Missing)
{
    /// <summary>Nothing of the kind.</summary>
    public static BatchFaults None { get; } = new(0, 0, 0, 0);
}
