using Roundtable.Annotation.Scores;

namespace Roundtable.Annotation.Evaluation;

/// <summary>The rules that apply to a bench, with the points whose means and intervals their scores are.</summary>
internal sealed class RulePoints
{
    private readonly List<(RuleScore Score, int Accuracy, int Gain, int Over)> _rules = [];
    private readonly List<double[]> _scores = [];
    private readonly CallCosts _costs;
    private readonly double[] _best;

    public RulePoints(
        BenchVotes bench, PanelPoints points, BenchSettings settings, List<double[]> seats, double[] majority, double[] best, CancellationToken cancellation)
    {
        _best = best;
        _costs = new CallCosts(bench, points);
        var panel = _costs.Of(points.Panel);
        Add(RuleScore.Majority, majority, panel);
        if (points.AfterDebate.Length > 0)
        {
            Add(RuleScore.AfterDebate, points.Plurality(points.AfterDebate), _costs.Of(points.AfterDebate));
        }

        if (points.Seats.Count > 1)
        {
            Add(RuleScore.Weighted, points.Weighted(settings.Seed), panel);
            foreach (var rule in settings.Rules.Distinct(StringComparer.OrdinalIgnoreCase))
            {
                Add(rule, MeasuredRules.Points(bench, points.Panel, rule, settings.Seed, cancellation), panel);
            }

            AddCascade(points, settings);
        }

        Add(RuleScore.BestSeat, best, _costs.OfBestSeat(seats, settings.Seed), gain: false);
        AddRepeated(points, settings, seats, majority);
        Add(RuleScore.AnySeat, points.Any(), panel);
    }

    /// <summary>Points whose means are wanted, in an order that <see cref="Read"/> knows.</summary>
    public IReadOnlyList<double[]> Scores => _scores;

    /// <summary>The scores, from the means of <see cref="Scores"/>.</summary>
    public IReadOnlyList<RuleScore> Read(IReadOnlyList<MeanWithInterval> means) => [.. _rules.Select(r => r.Score with
    {
        Accuracy = means[r.Accuracy],
        Gain = r.Gain < 0 ? null : means[r.Gain],
        OverMajority = r.Over < 0 ? null : means[r.Over],
    })];

    private void AddCascade(PanelPoints points, BenchSettings settings)
    {
        if ((settings.Cascade ?? _costs.UsualCascade()) is not { Count: > 0 } seats)
        {
            return;
        }

        if (seats.Count < 2 || seats.FirstOrDefault(s => !points.Seats.Contains(s, StringComparer.Ordinal)) is not null)
        {
            throw new ArgumentException(
                $"A cascade names two or more of the seats {string.Join(", ", points.Seats)}; the last is asked where the others differ.", nameof(settings));
        }

        var (cascade, asked) = points.Cascade(seats);
        var share = asked.Count(a => a) / (double)asked.Length;
        Add(RuleScore.Cascade, cascade, _costs.OfCascade(seats, share));
        _rules[^1] = _rules[^1] with { Score = _rules[^1].Score with { Seats = seats, LastAsked = share } };
    }

    /// <summary>The best seat asked as often as the panel has votes, or as often as it was asked.</summary>
    private void AddRepeated(PanelPoints points, BenchSettings settings, List<double[]> seats, double[] majority)
    {
        var columns = points.Seats.Select(s => points.ColumnsOf(s).Take(points.Panel.Length).ToArray()).ToList();
        var asked = columns.Min(c => c.Length);
        if (asked < 2)
        {
            return;
        }

        var repeated = BestSeat.OnOtherHalf(seats, settings.Seed, [.. columns.Select(c => points.Plurality(c[..asked]))]);
        Add(RuleScore.BestSeatRepeated, repeated, _costs.OfBestSeat(seats, settings.Seed).Times(asked));
        _scores.Add(BenchEvaluation.Minus(repeated, majority));
        _rules[^1] = (_rules[^1].Score with { Asked = asked }, _rules[^1].Accuracy, _rules[^1].Gain, _scores.Count - 1);
    }

    private void Add(string name, double[] points, CallCost cost, bool gain = true)
    {
        _scores.Add(points);
        if (gain)
        {
            _scores.Add(BenchEvaluation.Minus(points, _best));
        }

        var score = new RuleScore(name, null!, null) { UsdPerItem = cost.Usd, TokensPerItem = cost.Tokens };
        _rules.Add((score, gain ? _scores.Count - 2 : _scores.Count - 1, gain ? _scores.Count - 1 : -1, -1));
    }
}
