using System.Globalization;
using Roundtable.Workspace.Configuration;
using static Roundtable.Record.Languages.Localized;

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
            new ComparedThing(left.Name, left.Name, T("{0, plural, one {# seat} other {# seats}}", left.Seats.Count)),
            new ComparedThing(right.Name, right.Name, T("{0, plural, one {# seat} other {# seats}}", right.Seats.Count)),
            T("{0, plural, one {# seat} other {# seats}} in both{1}; {2} only in {3}; {4} only in {5}.", both.Count,
                changed > 0 ? T(", {0} of them with other settings", changed) : "", one.Count - both.Count, left.Name, two.Count - both.Count, right.Name),
            [
                new ComparedTable(T("Seats"), rows),
                new ComparedTable(
                    T("Settings"), [new ComparedRow(T("Moderator"), Moderator(left), Moderator(right)), new ComparedRow(T("Defined in"), left.Source,
                        right.Source)]),
            ]);
    }

    private static string Moderator(PanelPlan panel) => panel.Moderator ?? T("a connected model that is not on the panel");

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
                [seat.Name is { } name ? T("as {0}", name) : null, seat.Persona, SettingsText.Of(seat) is { Length: > 0 } settings ? settings : null];
            seats[key] = string.Join("; ", parts.OfType<string>().DefaultIfEmpty(T("as it is")));
        }

        return seats;
    }
}
