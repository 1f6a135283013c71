using Roundtable.Annotation.Runs;

namespace Roundtable.Workspace.Runs;

/// <summary>What one seat said in a run, counted.</summary>
/// <param name="Seat">Its number, from 1.</param>
/// <param name="Name">Its name.</param>
/// <param name="Model">Its model.</param>
public sealed record SeatReport(int Seat, string Name, string Model)
{
    /// <summary>Answers by kind, such as <c>vote</c> or <c>cannot-tell</c>; kinds that did not occur are missing.</summary>
    public SortedDictionary<string, int> Kinds { get; } = new(StringComparer.Ordinal);

    /// <summary>Votes for each of the common options; empty where items have options of their own.</summary>
    public int[] Votes { get; init; } = [];

    /// <summary>The models that served it, in the order in which they were first heard, each from the item with this id on.</summary>
    public List<(string? Served, string From, int Answers)> Served { get; } = [];

    /// <summary>How often the model that served it changed from one item to the next: above 0, the alias did not stay the same through the run.</summary>
    public int Changes { get; private set; }

    private string? _last;
    private bool _heard;

    /// <summary>Counts one result.</summary>
    internal void Add(string item, SeatResult result)
    {
        Kinds[result.Answer.Kind] = Kinds.GetValueOrDefault(result.Answer.Kind) + 1;
        if (result.Answer is SeatAnswer.Vote { Option: var option } && option < Votes.Length)
        {
            Votes[option]++;
        }

        if (result.Answer is SeatAnswer.Absent)
        {
            return;
        }

        Changes += _heard && result.Served != _last ? 1 : 0;
        (_heard, _last) = (true, result.Served);
        var at = Served.FindIndex(s => s.Served == result.Served);
        if (at < 0)
        {
            Served.Add((result.Served, item, 1));
        }
        else
        {
            Served[at] = Served[at] with { Answers = Served[at].Answers + 1 };
        }
    }
}
