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

    /// <summary>Whether everything is wanted.</summary>
    public bool IsEmpty => Words is null && Label is null && Model is null && Since is null;

    /// <summary>A label's name.</summary>
    public static string Name(TallyLabel label) => Kebab.Name(label);

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
