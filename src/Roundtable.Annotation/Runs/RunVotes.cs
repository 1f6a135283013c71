using System.Globalization;
using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Panels;

namespace Roundtable.Annotation.Runs;

/// <summary>The votes of a run as the table that everything which aggregates votes uses.</summary>
public sealed class RunVotes
{
    private readonly RunPlan _plan;
    private readonly IReadOnlyList<string> _classes;
    private readonly List<string> _items;
    private short[] _votes;

    /// <summary>An empty table for the results of a run.</summary>
    /// <exception cref="ArgumentException">When the run asks for no choice among common options.</exception>
    public RunVotes(RunPlan plan)
    {
        _plan = plan;
        _classes = plan.Question switch
        {
            RunQuestion.Choice { Options: { Count: > 0 } options } => options,
            RunQuestion.Score score => [.. Enumerable.Range(score.Min, score.Max - score.Min + 1).Select(s => s.ToString(CultureInfo.InvariantCulture))],
            _ => throw new ArgumentException("The run does not ask for a choice among the same options for every item.", nameof(plan)),
        };
        _items = new List<string>(plan.Items.Count);
        Sources = [.. plan.Panel.SelectMany(s => Enumerable.Range(1, plan.Settings.Samples).Select(k => Source(s, k)))];
        _votes = new short[(long)plan.Items.Count * Sources.Count];
    }

    /// <summary>The columns: a seat's samples side by side.</summary>
    public IReadOnlyList<VoteSource> Sources { get; }

    /// <summary>Takes in the next item. Whatever is no vote for a class is <see cref="VoteTable.None"/>.</summary>
    public void Add(ItemResult result)
    {
        var row = _items.Count * Sources.Count;
        if (row + Sources.Count > _votes.Length)
        {
            Array.Resize(ref _votes, Math.Max(row + Sources.Count, _votes.Length * 2));
        }

        _items.Add(result.Id);
        _votes.AsSpan(row, Sources.Count).Fill(VoteTable.None);
        foreach (var seat in result.Seats)
        {
            _votes[row + ((seat.Seat - 1) * _plan.Settings.Samples) + seat.Sample - 1] = ClassOf(seat.Answer);
        }
    }

    /// <summary>The table of all items that were taken in.</summary>
    public VoteTable Table() => new(_items, Sources, _classes, _votes[..(_items.Count * Sources.Count)]);

    private short ClassOf(SeatAnswer answer) => answer switch
    {
        SeatAnswer.Vote vote => (short)vote.Option,
        SeatAnswer.Number number when _plan.Question is RunQuestion.Score score && number.Value >= score.Min && number.Value <= score.Max
            => (short)(number.Value - score.Min),
        _ => VoteTable.None,
    };

    private static VoteSource Source(Seat seat, int sample) => new(sample == 1 ? seat.Name : $"{seat.Name}/{sample}")
    {
        Seat = seat.Name,
        Family = seat.Model.Family,
        Order = sample - 1,
    };
}
