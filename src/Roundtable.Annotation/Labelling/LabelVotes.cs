using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Runs;
using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Panels;

namespace Roundtable.Annotation.Labelling;

/// <summary>
/// What seats said of the items of a run by a codebook: their votes as a table in which "cannot tell" is a class like any other, and how many of their answers
/// are of which kind.
/// </summary>
public sealed class LabelVotes
{
    private readonly RunPlan _plan;
    private readonly Codebook _codebook;
    private readonly List<string> _items;
    private readonly VoteSource[] _sources;
    private readonly SeatTally[] _tallies;
    private short[] _votes;
    private bool _cannotTell;

    /// <summary>An empty table for the results of a run.</summary>
    /// <param name="plan">The run's plan.</param>
    /// <param name="codebook">The codebook, of classes or scores.</param>
    public LabelVotes(RunPlan plan, Codebook codebook)
    {
        (_plan, _codebook) = (plan, codebook);
        _items = new List<string>(plan.Items.Count);
        _sources = [.. plan.Panel.SelectMany(s => Enumerable.Range(1, plan.Settings.Samples).Select(k => Source(s, k)))];
        _tallies = [.. plan.Panel.Select(s => new SeatTally(s.Name, s.Model.Name))];
        _votes = new short[plan.Items.Count * _sources.Length];
    }

    /// <summary>How many items were taken in.</summary>
    public int Items => _items.Count;

    /// <summary>Whether a rehearsal panel answered instead of models.</summary>
    public bool IsSimulated => _plan.Panel.Any(s => s.Model.Simulated);

    /// <summary>What each seat's answers are, in the order of the panel.</summary>
    public IReadOnlyList<SeatTally> Tallies => _tallies;

    /// <summary>Takes in the next item.</summary>
    public void Add(ItemResult result)
    {
        var row = _items.Count * _sources.Length;
        if (row + _sources.Length > _votes.Length)
        {
            Array.Resize(ref _votes, Math.Max(row + _sources.Length, _votes.Length * 2));
        }

        _items.Add(result.Id);
        _votes.AsSpan(row, _sources.Length).Fill(VoteTable.None);
        foreach (var seat in result.Seats)
        {
            var vote = VoteOf(seat.Answer);
            _votes[row + ((seat.Seat - 1) * _plan.Settings.Samples) + seat.Sample - 1] = vote;
            _tallies[seat.Seat - 1].Add(seat, result.Index);
            _cannotTell |= vote == _codebook.Form.Values.Count;
        }
    }

    /// <summary>The table of all items that were taken in.</summary>
    /// <param name="withCannotTell">Whether "cannot tell" is a class although no seat gave it, because a person did.</param>
    public VoteTable Table(bool withCannotTell) => new(
        _items,
        [.. _sources.Select(s => s with { Served = _tallies.First(t => t.Seat == s.Seat).OnlyServed })],
        _cannotTell || withCannotTell ? [.. _codebook.Form.Values, CodebookAnswer.CannotTellText] : _codebook.Form.Values,
        _votes[..(_items.Count * _sources.Length)]);

    private short VoteOf(SeatAnswer answer) => answer switch
    {
        SeatAnswer.Vote vote => (short)vote.Option,
        SeatAnswer.Number number when _codebook.Form is CodebookForm.Scores scores && number.Value >= scores.Min && number.Value <= scores.Max
            => (short)(number.Value - scores.Min),
        SeatAnswer.CannotTell => (short)_codebook.Form.Values.Count,
        _ => VoteTable.None,
    };

    private static VoteSource Source(Seat seat, int sample) => new(sample == 1 ? seat.Name : $"{seat.Name}/{sample}")
    {
        Seat = seat.Name,
        Family = seat.Model.Family,
        Order = sample - 1,
    };
}
