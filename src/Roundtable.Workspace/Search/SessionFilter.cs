using System.Globalization;
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

    /// <summary>The order; null for the best match first where words are searched for, else the newest first.</summary>
    public SessionOrder? Order { get; init; }

    /// <summary>Whether the order is turned round where it is one by question or by verdict.</summary>
    public bool Reversed { get; init; }

    /// <summary>Whether everything is wanted.</summary>
    public bool IsEmpty => Words is null && Label is null && Model is null && Since is null;

    /// <summary>The filter that a person or a program wrote as texts; what is null or blank does not filter.</summary>
    /// <param name="words">Words in question or arguments; those between quotation marks stand together.</param>
    /// <param name="label">Name of a verdict's label, ignoring case.</param>
    /// <param name="model">Part of the name of a seated model, ignoring case.</param>
    /// <param name="since">The first day (UTC), YYYY-MM-DD.</param>
    /// <param name="skip">How many to leave out at the beginning, 0 or more.</param>
    /// <exception cref="WorkspaceException">When one of them is not accepted: it filters nothing silently. The field is the parameter's name.</exception>
    public static SessionFilter Parse(string? words, string? label, string? model, string? since, int skip = 0)
    {
        var (sought, wanted, day) = (Given(words), Given(label), Given(since));
        if (sought is not null && SearchQuery.Query(sought) is null)
        {
            throw NoWord(sought);
        }

        TallyLabel? verdict = wanted is null ? null
            : Kebab.TryParse<TallyLabel>(wanted.ToLowerInvariant(), out var known) ? known
            : throw Refused(nameof(label), $"Unknown label '{Neutralise.Line(wanted)}'. Known labels: {string.Join(", ", Labels)}.");
        DateOnly? first = day is null ? null
            : DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
            : throw Refused(nameof(since), $"The first day '{Neutralise.Line(day)}' is not a date (YYYY-MM-DD).");
        return skip >= 0
            ? new SessionFilter(sought, verdict, Given(model), first, skip)
            : throw Refused(nameof(skip), "How many to skip is 0 or more.");
    }

    /// <summary>The labels' names, from the strongest agreement down.</summary>
    public static IReadOnlyList<string> Labels { get; } = [.. Kebab.Names<TallyLabel>().Reverse()];

    /// <summary>The sessions that hold words, the best match first.</summary>
    /// <exception cref="WorkspaceException">When there is no word among them.</exception>
    public static SessionFilter Holding(string words) => Parse(words, null, null, null) is { Words: not null } filter ? filter : throw NoWord(words);

    private static WorkspaceException NoWord(string words) => Refused(nameof(words), $"There is no word in '{Neutralise.Line(words)}' to search for.");

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static WorkspaceException Refused(string field, string message) => new(ErrorKind.InvalidInput, message) { Field = field };

    /// <summary>The filter, its words aside, as a condition of SQL with its parameters; an empty text where everything is wanted.</summary>
    internal (string Sql, (string Name, object Value)[] Values) ToSql()
    {
        List<string> conditions = [];
        List<(string, object)> values = [];
        if (Label is { } label)
        {
            conditions.Add("label = $label");
            values.Add(("$label", Kebab.Name(label)));
        }

        if (Model is { } model)
        {
            conditions.Add("instr(lower(models), lower($model)) > 0");
            values.Add(("$model", model));
        }

        if (Since is { } since)
        {
            // The times are in UTC, written so that they sort as texts; a day sorts before every time in it.
            conditions.Add("opened >= $since");
            values.Add(("$since", since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        }

        return (conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions), [.. values]);
    }
}
