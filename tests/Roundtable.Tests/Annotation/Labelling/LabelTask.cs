using System.Globalization;
using System.Text;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Gold;
using Roundtable.Annotation.Labelling;
using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Panels;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Annotation.Labelling;

/// <summary>A synthetic task: items whose right class is known, seats that are right with a known probability, and gold that was drawn at random.</summary>
internal sealed class LabelTask
{
    private static readonly string[] _classes = ["a", "b", "c"];

    private readonly short[] _truth;

    /// <param name="items">Number of items.</param>
    /// <param name="seed">Seed of truth and votes.</param>
    /// <param name="copies">How many items have each text.</param>
    /// <param name="power">Below 1 the number of different texts grows with this power of the items: later texts have more items.</param>
    public LabelTask(int items, int seed, int copies = 1, double power = 1)
    {
        var random = new Random(seed);
        int Text(int item) => (int)Math.Pow(item / copies, power);
        _truth = [.. Enumerable.Range(0, items)
            .Select(i => (short)(i == 0 || Text(i) != Text(i - 1) ? random.NextDouble() switch { < 0.6 => 0, < 0.9 => 1, _ => 2 } : -1))];
        for (var i = 0; i < items; i++)
        {
            _truth[i] = _truth[i] < 0 ? _truth[i - 1] : _truth[i];
            Frame.Add(new FrameItem(Id(i), Key(Text(i))));
        }
    }

    public Codebook Codebook { get; } = new("task", "Which?", new CodebookForm.Classes([.. _classes.Select(c => new CodebookClass(c, c))]));

    public LabelFrame Frame { get; } = new();

    public double Share(int @class) => (double)_truth.Count(t => t == @class) / _truth.Length;

    public short Truth(int item) => _truth[item];

    /// <summary>Votes of seats that are right with these probabilities; one below 0 stands for a seat that says "a" whatever it is shown.</summary>
    public LabelVotes Votes(int seed, params double[] right)
    {
        var random = new Random(seed);
        var plan = new RunPlan(
            "run", DateTimeOffset.UnixEpoch, RunKind.Label, new RunItems(_truth.Length, default, null), "{text}", new RunQuestion.Choice(_classes),
            [.. right.Select((_, s) => new Seat(s + 1, $"seat {s + 1}", new ModelCard($"x/{s + 1}")))], new RunSettings(1, 1, 60, 1));
        var votes = new LabelVotes(plan, Codebook);
        for (var i = 0; i < _truth.Length; i++)
        {
            votes.Add(new ItemResult(i, Id(i), default, null, [.. right.Select((p, s) => new SeatResult(
                s + 1, 1, new SeatAnswer.Vote(p < 0 ? 0 : random.NextDouble() < p ? _truth[i] : (_truth[i] + 1 + random.Next(2)) % 3)) { Served = $"served-{s + 1}" })]));
        }

        return votes;
    }

    /// <summary>Gold for some texts, drawn at random and labelled rightly.</summary>
    public LabelGold Gold(int size, int seed)
    {
        var plan = new GoldPlan(Codebook.Digest, GoldFrame.Of(Frame.Items), size, "given");
        var draw = RandomDraw.Draw(Frame.Items, plan, 0, Key(-seed - 1), new HashSet<Digest>());
        return LabelGold.Of(new GoldSet([new GoldSheet("sheet", Codebook.Digest, GoldOrigin.Draw, draw, draw.Items, Labels(draw.Items))]), Frame);
    }

    /// <summary>The same number of right labels that somebody gave in a file.</summary>
    public LabelGold GivenGold(int size)
    {
        List<DrawnItem> items = [.. Frame.Items.Take(size).Select(i => new DrawnItem(i.Id, i.Text))];
        return LabelGold.Of(new GoldSet([new GoldSheet("file", Codebook.Digest, GoldOrigin.File, null, items, Labels(items))]), Frame);
    }

    private GoldLabel[] Labels(IReadOnlyList<DrawnItem> items) =>
    [
        .. items.Select(i => new GoldLabel(
            i.Id, "ann", GoldLayer.First, new CodebookAnswer(_classes[_truth[int.Parse(i.Id[1..], CultureInfo.InvariantCulture)]]), DateTimeOffset.UnixEpoch)),
    ];

    private static string Id(int item) => string.Create(CultureInfo.InvariantCulture, $"i{item}");

    private static Digest Key(int text) => Digest.Of(Encoding.UTF8.GetBytes($"text {text}"));
}
