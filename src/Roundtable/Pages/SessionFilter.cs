using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Index;

namespace Roundtable.Pages;

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

    /// <summary>Reads a query; what makes no sense is left out.</summary>
    public static SessionFilter Read(IQueryCollection query)
    {
        string? Text(string name) => query[name].ToString().Trim() is { Length: > 0 } text ? text : null;
        return new SessionFilter(
            Text("q"),
            Text("label") is { } label ? Enum.GetValues<TallyLabel>().Cast<TallyLabel?>().FirstOrDefault(l => Name(l!.Value) == label) : null,
            Text("model"),
            DateOnly.TryParseExact(query["since"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var since) ? since : null,
            int.TryParse(query["skip"], CultureInfo.InvariantCulture, out var skip) ? Math.Max(0, skip) : 0);
    }

    /// <summary>A label's name.</summary>
    public static string Name(TallyLabel label) => JsonNamingPolicy.KebabCaseLower.ConvertName(label.ToString());

    /// <summary>Whether a session passes, its words aside.</summary>
    public bool Passes(SessionSummary summary) =>
        (Label is null || summary.Label == Label)
        && (Model is null || summary.Seats.Any(s => s.Model.Contains(Model, StringComparison.OrdinalIgnoreCase)))
        && (Since is null || DateOnly.FromDateTime(summary.Opened.UtcDateTime) >= Since);

    /// <summary>The address of another page of the same.</summary>
    public string At(int skip) => "/sessions" + QueryString.Create(
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["q"] = Words,
            ["label"] = Label is { } label ? Name(label) : null,
            ["model"] = Model,
            ["since"] = Since?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["skip"] = skip > 0 ? skip.ToString(CultureInfo.InvariantCulture) : null,
        }.Where(p => p.Value is not null));
}
