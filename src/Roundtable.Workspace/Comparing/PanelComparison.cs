using System.Globalization;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Exports;

namespace Roundtable.Workspace.Comparing;

/// <summary>Two named panels side by side: which models sit at both, under which name, persona and settings, and who moderates.</summary>
public static class PanelComparison
{
    /// <summary>The comparison.</summary>
    public static SideBySide Of(PanelPlan left, PanelPlan right)
    {
        var (one, two) = (Seats(left), Seats(right));
        List<ComparedRow> rows =
        [
            .. one.Select(s => new ComparedRow(s.Key, s.Value, two.GetValueOrDefault(s.Key))),
            .. two.Where(s => !one.ContainsKey(s.Key)).Select(s => new ComparedRow(s.Key, null, s.Value)),
        ];
        var both = rows.Where(r => r is { Left: not null, Right: not null }).ToList();
        var changed = both.Count(r => r.IsChanged);
        return new SideBySide(
            "panel",
            new ComparedThing(left.Name, left.Name, VerdictText.Count(left.Seats.Count, "seat")),
            new ComparedThing(right.Name, right.Name, VerdictText.Count(right.Seats.Count, "seat")),
            $"{VerdictText.Count(both.Count, "seat")} in both{(changed > 0 ? $", {changed} of them with other settings" : "")}; "
                + $"{one.Count - both.Count} only in {left.Name}; {two.Count - both.Count} only in {right.Name}.",
            [
                new ComparedTable("Seats", rows),
                new ComparedTable(
                    "Settings", [new ComparedRow("Moderator", Moderator(left), Moderator(right)), new ComparedRow("Defined in", left.Source, right.Source)]),
            ]);
    }

    private static string Moderator(PanelPlan panel) => panel.Moderator ?? "a connected model that is not on the panel";

    private static Dictionary<string, string> Seats(PanelPlan panel)
    {
        Dictionary<string, string> seats = new(StringComparer.Ordinal);
        foreach (var seat in panel.Seats)
        {
            var key = seat.Model;
            for (var i = 2; seats.ContainsKey(key); i++)
            {
                key = string.Create(CultureInfo.InvariantCulture, $"{seat.Model} ({i})");
            }

            string?[] parts =
                [seat.Name is { } name ? $"as {name}" : null, seat.Persona, SettingsText.Of(seat) is { Length: > 0 } settings ? settings : null];
            seats[key] = string.Join("; ", parts.OfType<string>().DefaultIfEmpty("as it is"));
        }

        return seats;
    }
}
