using Roundtable.Corpus.Reports;
using Roundtable.Disclosure.Commitments;
using Roundtable.Terms.Registry;

namespace Roundtable.Disclosure.Forms;

/// <summary>A source that the subject, or one of its sources, declares.</summary>
/// <param name="Edge">The declaration.</param>
/// <param name="By">Whose source it is.</param>
/// <param name="Entry">The entry that it means; null where the registry has none.</param>
public sealed record DeclaredSource(SourceEdge Edge, EntryId By, RegisteredEntry? Entry);

/// <summary>Data that were scanned.</summary>
/// <param name="Report">What the scan found.</param>
/// <param name="Leaf">The leaf of its commitment; null where it is not on the record.</param>
public sealed record ScannedData(ScanReport Report, long? Leaf);

/// <summary>A training set that was made of what is on the record.</summary>
/// <param name="Name">Its name and version.</param>
/// <param name="Leaf">The leaf of its manifest.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Origins">Rows by origin.</param>
/// <param name="Models">Rows by model.</param>
/// <param name="Terms">Rows by document of terms.</param>
public sealed record CountedSet(
    string Name,
    long Leaf,
    long Rows,
    IReadOnlyDictionary<string, long> Origins,
    IReadOnlyDictionary<string, long> Models,
    IReadOnlyDictionary<string, long> Terms);

/// <summary>A commitment to data of the subject, and what audits of it came to.</summary>
/// <param name="Corpus">The commitment.</param>
/// <param name="Leaf">Its leaf.</param>
/// <param name="On">The day on which it was put on the record (UTC).</param>
/// <param name="Audits">What its audits came to, each as a sentence with its leaf.</param>
public sealed record CheckedCommitment(CommittedCorpus Corpus, long Leaf, DateOnly On, IReadOnlyList<(string Text, long Leaf)> Audits);

/// <summary>What is on record about the subject of a form.</summary>
/// <param name="Subject">The model or the dataset.</param>
/// <param name="Owner">The organisation that owns it; null where it is unknown or not registered.</param>
/// <param name="On">The day (UTC).</param>
public sealed record FormFacts(RegisteredEntry Subject, RegisteredEntry? Owner, DateOnly On)
{
    /// <summary>What it was made of, through any number of models and datasets; those of the subject itself come first.</summary>
    public IReadOnlyList<DeclaredSource> Sources { get; init; } = [];

    /// <summary>Its data that were scanned.</summary>
    public IReadOnlyList<ScannedData> Scans { get; init; } = [];

    /// <summary>The training sets among it and its sources.</summary>
    public IReadOnlyList<CountedSet> Sets { get; init; } = [];

    /// <summary>The commitments to those data.</summary>
    public IReadOnlyList<CheckedCommitment> Commitments { get; init; } = [];

    /// <summary>The datasets among the subject and its sources, each once.</summary>
    public IEnumerable<RegisteredEntry> Datasets => new[] { Subject }.Concat(Sources.Select(s => s.Entry).OfType<RegisteredEntry>())
        .Where(e => e.Entry is DatasetEntry).DistinctBy(e => e.Entry.Id);
}
