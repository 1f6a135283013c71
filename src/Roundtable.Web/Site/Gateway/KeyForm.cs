using System.Globalization;
using Microsoft.AspNetCore.Http;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Access;

namespace Roundtable.Web.Site.Gateway;

/// <summary>The form of a key: what was typed, or what a key has.</summary>
/// <param name="Owner">Its owner.</param>
/// <param name="Request">Everything else, as text.</param>
public sealed record KeyForm(string Owner, KeyRequest Request)
{
    /// <summary>Nothing typed yet.</summary>
    public static KeyForm Empty { get; } = new("", new KeyRequest { Role = "caller" });

    /// <summary>What was typed. A field that was left empty takes a limit away.</summary>
    public static KeyForm Of(IFormCollection form)
    {
        string Text(string name) => form[name].ToString().Trim();
        return new KeyForm(Text("owner"), new KeyRequest
        {
            Role = Text("role"),
            Purpose = Text("purpose"),
            Models = Text("models"),
            Uses = string.Join(',', form["uses"].OfType<string>()),
            DayBudget = Text("budget-day"),
            MonthBudget = Text("budget-month"),
            Rate = Text("rate"),
            Expires = Text("expires"),
            Permissions = string.Join(',', form["allow"].OfType<string>()),
        });
    }

    /// <summary>What a key has.</summary>
    public static KeyForm Of(AccessToken token) => new(token.Name, new KeyRequest
    {
        Role = token.Role.ToString().ToLowerInvariant(),
        Purpose = token.Purpose,
        Models = string.Join(", ", token.Limits.Models),
        Uses = string.Join(',', token.Limits.Uses.Select(Kebab.Name)),
        DayBudget = Dollars(token.Limits.DayMicroDollars),
        MonthBudget = Dollars(token.Limits.MonthMicroDollars),
        Rate = token.Limits.RequestsPerMinute?.ToString(CultureInfo.InvariantCulture),
        Expires = Day(token.Expires),
        Permissions = string.Join(',', token.Limits.Permissions.Select(Kebab.Name)),
    });

    /// <summary>Whether a name is among several.</summary>
    internal static bool Has(string? names, string name) => names?.Split(',').Contains(name, StringComparer.Ordinal) == true;

    private static string Dollars(long? microDollars) => microDollars is { } known ? TokenText.Dollars(known)[1..] : "";

    /// <summary>The last day, or the moment where it is not the end of a day.</summary>
    private static string Day(DateTimeOffset? expires) => expires is not { } end ? ""
        : end.UtcDateTime.TimeOfDay == TimeSpan.Zero ? end.UtcDateTime.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : end.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
