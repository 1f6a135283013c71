using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Search;

/// <summary>Which sessions are wanted.</summary>
/// <param name="Words">Words in question or arguments, or null.</param>
/// <param name="Label">The verdict, or null.</param>
/// <param name="Model">Part of the name of a seated model, or null.</param>
/// <param name="Since">The first day, or null.</param>
/// <param name="Skip">How many to leave out at the beginning.</param>
public sealed record SessionFilter(string? Words, TallyLabel? Label, string? Model, DateOnly? Since, int Skip)
{
    /// <summary>How many are shown at once.</summary>
    public const int PageSize = 30;

    /// <summary>Whether everything is wanted.</summary>
    public bool IsEmpty => Words is null && Label is null && Model is null && Since is null;

    /// <summary>A label's name.</summary>
    public static string Name(TallyLabel label) => Kebab.Name(label);

    /// <summary>Whether a session passes, its words aside.</summary>
    public bool Passes(SessionSummary summary) =>
        (Label is null || summary.Label == Label)
        && (Model is null || summary.Seats.Any(s => s.Model.Contains(Model, StringComparison.OrdinalIgnoreCase)))
        && (Since is null || DateOnly.FromDateTime(summary.Opened.UtcDateTime) >= Since);
}
