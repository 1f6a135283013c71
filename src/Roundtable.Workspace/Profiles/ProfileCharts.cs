using System.Globalization;
using Roundtable.Annotation.Estimates;
using Roundtable.Workspace.Charts;

namespace Roundtable.Workspace.Profiles;

/// <summary>Pictures of what is known of models.</summary>
public static class ProfileCharts
{
    private static readonly ChartScale _beyond =
        new(-0.25, 1, [0, 0.25, 0.5, 0.75, 1], static v => v.ToString("0.00", CultureInfo.InvariantCulture));

    /// <summary>How far a model agrees with each other beyond chance; pairs with too few questions are left to the table.</summary>
    public static BarChart Agreement(ModelProfile profile)
    {
        var told = profile.Peers.Where(p => p.Blind.BeyondChance is not null).ToList();
        return new BarChart(
            "Agreement beyond chance",
            told.Count == 0
                ? "No other model shares enough questions with it."
                : $"It agrees most with {told[0].Id} ({ProfileText.Beyond(told[0].Blind)}) "
                    + $"and least with {told[^1].Id} ({ProfileText.Beyond(told[^1].Blind)}).",
            _beyond,
            [
                .. told.Select(p => new BarRow(p.Id, p.Blind.BeyondChance, ProfileText.Beyond(p.Blind))
                {
                    Interval = p.Blind.Interval,
                    Class = VendorColours.Class(p.Vendor),
                }),
            ])
        {
            AsPoints = true,
            Reference = 0,
            Heads = ("Model", "Beyond chance", null),
        };
    }

    /// <summary>How often it was right: in each bench, and in each run with gold.</summary>
    public static BarChart Accuracy(ModelProfile profile)
    {
        List<BarRow> rows =
        [
            .. profile.Benches.Select(b => new BarRow(b.Set, b.Accuracy, Percent(b.Accuracy)) { Interval = b.Interval }),
            .. profile.Runs.Where(r => r.Gold > 0).Select(r =>
            {
                var (share, interval) = ((double)r.Right / r.Gold, Proportions.Wilson((double)r.Right / r.Gold, r.Gold));
                return new BarRow($"run {r.Run}", share, Percent(share)) { Interval = (interval.Low, interval.High) };
            }),
        ];
        return new BarChart(
            "Right, where there is gold",
            rows.Count == 0 ? "Nothing was measured." : string.Join("; ", rows.Select(r => $"{r.Label}: {r.Text}")) + ".",
            ChartScale.Share,
            rows)
        {
            AsPoints = true,
            Heads = ("Questions", "Right", null),
        };
    }

    /// <summary>All models two by two: how far they agree beyond chance. A cell says on how many questions it rests, and where these are too few.</summary>
    public static HeatMap Monoculture(Monoculture all)
    {
        var told = all.Pairs.Values.Where(p => p.BeyondChance is not null).ToList();
        return new HeatMap(
            "Agreement of models beyond chance",
            told.Count == 0
                ? "No two models have answered enough of the same questions."
                : $"{all.Models.Count} models two by two. {told.Count} of {all.Pairs.Count} pairs shared enough questions; "
                    + "their agreement beyond chance goes from "
                    + $"{told.Min(p => p.BeyondChance!.Value).ToString("0.00", CultureInfo.InvariantCulture)} to "
                    + $"{told.Max(p => p.BeyondChance!.Value).ToString("0.00", CultureInfo.InvariantCulture)}.",
            [.. all.Models.Select(m => new LegendEntry(m.Name, VendorColours.Class(m.Vendor)))],
            all.Pairs.ToDictionary(
                p => p.Key,
                p => new HeatCell(
                    p.Value.BeyondChance,
                    ProfileText.Beyond(p.Value),
                    string.Create(CultureInfo.InvariantCulture, $"n = {p.Value.Items:#,0}"))))
        {
            Heads = ("Beyond chance", "Questions"),
        };
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %");
}
