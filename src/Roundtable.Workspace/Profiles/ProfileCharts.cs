using Roundtable.Annotation.Estimates;
using Roundtable.Workspace.Charts;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Profiles;

/// <summary>Pictures of what is known of models.</summary>
public static class ProfileCharts
{
    private static readonly ChartScale _beyond =
        new(-0.25, 1, [0, 0.25, 0.5, 0.75, 1], static v => v.ToString("0.00", Reader.Culture));

    /// <summary>How far a model agrees with each other beyond chance; pairs with too few questions are left to the table.</summary>
    public static BarChart Agreement(ModelProfile profile)
    {
        var told = profile.Peers.Where(p => p.Blind.BeyondChance is not null).ToList();
        return new BarChart(
            T("Agreement beyond chance"),
            told.Count == 0
                ? T("No other model shares enough questions with it.")
                : T("It agrees most with {0} ({1}) and least with {2} ({3}).",
                    told[0].Id, ProfileText.Beyond(told[0].Blind), told[^1].Id, ProfileText.Beyond(told[^1].Blind)),
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
            Heads = (T("Model"), T("Beyond chance"), null),
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
                return new BarRow(T("run {0}", r.Run), share, Percent(share)) { Interval = (interval.Low, interval.High) };
            }),
        ];
        return new BarChart(
            T("Right, where there is gold"),
            rows.Count == 0 ? T("Nothing was measured.") : string.Join("; ", rows.Select(r => $"{r.Label}: {r.Text}")) + ".",
            ChartScale.Share,
            rows)
        {
            AsPoints = true,
            Heads = (T("Questions"), T("Right"), null),
        };
    }

    /// <summary>All models two by two: how far they agree beyond chance. A cell says on how many questions it rests, and where these are too few.</summary>
    public static HeatMap Monoculture(Monoculture all)
    {
        var told = all.Pairs.Values.Where(p => p.BeyondChance is not null).ToList();
        return new HeatMap(
            T("Agreement of models beyond chance"),
            told.Count == 0
                ? T("No two models have answered enough of the same questions.")
                : T("{0} models two by two. {1} of {2} pairs shared enough questions; their agreement beyond chance goes from {3} to {4}.",
                    all.Models.Count, told.Count, all.Pairs.Count, told.Min(p => p.BeyondChance!.Value).ToString("0.00", Reader.Culture),
                    told.Max(p => p.BeyondChance!.Value).ToString("0.00", Reader.Culture)),
            [.. all.Models.Select(m => new LegendEntry(m.Name, VendorColours.Class(m.Vendor)))],
            all.Pairs.ToDictionary(
                p => p.Key,
                p => new HeatCell(
                    p.Value.BeyondChance,
                    ProfileText.Beyond(p.Value),
                    "n = " + p.Value.Items.ToString("#,0", Reader.Culture))))
        {
            Heads = (T("Beyond chance"), T("Questions")),
        };
    }

    private static string Percent(double share) => (100 * share).ToString("0", Reader.Culture) + " %";
}
