using Roundtable.Terms.Cutoffs;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Workspace.Cutoffs;

/// <summary>What an audit of cut-offs found. Facts by exact joins over what is on record; nothing is guessed.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="On">The day of the audit (UTC).</param>
/// <param name="Examined">How many things of each kind were looked at, by kind: a count of none found says how much was looked at.</param>
/// <param name="Counts">How many findings there are by route and vendor, all of them.</param>
/// <param name="Findings">The findings, at most <see cref="MaxListed"/> of them.</param>
/// <param name="Questions">What nobody can tell.</param>
/// <param name="Touched">Models, datasets and sets that came of a finding.</param>
public sealed record CutoffReport(
    CutoffRequest Request,
    DateOnly On,
    IReadOnlyDictionary<string, long> Examined,
    IReadOnlyList<CutoffCount> Counts,
    IReadOnlyList<CutoffFinding> Findings,
    IReadOnlyList<CutoffQuestion> Questions,
    IReadOnlyList<CutoffTouched> Touched)
{
    /// <summary>How many findings are listed one by one; all are counted.</summary>
    public const int MaxListed = 100_000;

    /// <summary>The leaf of the report; null where it was not recorded.</summary>
    public long? Leaf { get; init; }

    /// <summary>The number of findings.</summary>
    public long Total => Counts.Sum(c => c.Findings);

    /// <summary>Whether there was nothing to look at: an empty log, no sets, no scans, no lineage. Then nothing is known, whatever was found.</summary>
    public bool LookedAtNothing => Examined.Values.Sum() == 0;

    /// <summary>Whether anything came after a bar; unknown where nothing did and something is an open question, or nothing was looked at.</summary>
    public Outcome Outcome => Total > 0 ? Outcome.Denied : Questions.Count > 0 || LookedAtNothing ? Outcome.Unknown : Outcome.Allowed;
}

/// <summary>How many findings have a route and a vendor in common.</summary>
/// <param name="Route">The route.</param>
/// <param name="Vendor">The vendor.</param>
/// <param name="Findings">How many.</param>
public sealed record CutoffCount(CutoffRoute Route, string Vendor, long Findings);

/// <summary>Content that came after a bar had reached the organisation.</summary>
/// <param name="Id">What it is: <c>leaf:12</c>, <c>row:FILE:3</c> of a corpus, <c>edge:model:acme/x@1&gt;model:…</c> of the registry.</param>
/// <param name="Kind">answer, exchange, row or edge.</param>
/// <param name="Answer">By which way, when, under which terms, and which bar.</param>
public sealed record CutoffFinding(string Id, string Kind, CutoffAnswer Answer)
{
    /// <summary>The session or run in which it was said; null for none.</summary>
    public string? Session { get; init; }

    /// <summary>The shortest path to every model, dataset and set that came of it, this thing first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Touched { get; init; } = [];
}

/// <summary>Something that nobody can tell, and how often.</summary>
/// <param name="Kind">undated, hidden, unreached, phrase or unread.</param>
/// <param name="About">The model, connection, file or edge.</param>
/// <param name="Why">What is not known, as a sentence without a full stop.</param>
/// <param name="Count">How often.</param>
/// <param name="First">The first of them.</param>
public sealed record CutoffQuestion(string Kind, string About, string Why, long Count, string First);

/// <summary>Whether what is left of a thing, once the fewest are left out, may be used in a way.</summary>
/// <param name="Use">The use.</param>
/// <param name="Outcome">Allowed, with conditions, denied or unknown.</param>
public sealed record CutoffRemains(Use Use, Outcome Outcome);

/// <summary>A model, a dataset or a set that came of a finding, and what taking it out would cost.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Findings">How many findings it came of.</param>
/// <param name="Path">The shortest path to it from one of them.</param>
public sealed record CutoffTouched(string Id, long Findings, IReadOnlyList<string> Path)
{
    /// <summary>The fewest things without which no finding is in it, by id; null where it cannot be told or nothing would be left.</summary>
    public IReadOnlyList<string>? Without { get; init; }

    /// <summary>What the rest of it could be used for, by the rulings of the day of the audit; empty where there is no cut, and beyond 200 things.</summary>
    public IReadOnlyList<CutoffRemains> Remains { get; init; } = [];

    /// <summary>How many of its direct sources, or of a set its rows, came of no finding.</summary>
    public long Remaining { get; init; }

    /// <summary>How many direct sources, or rows, it has.</summary>
    public long Of { get; init; }

    /// <summary>Whether rows are counted, and not sources.</summary>
    public bool CountsRows { get; init; }
}
