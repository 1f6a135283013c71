using Roundtable.Annotation.Evaluation;
using Roundtable.Annotation.Votes;

namespace Roundtable.Workspace.Benches;

/// <summary>Gathers what seats answered to the questions of a set.</summary>
/// <param name="questions">The questions.</param>
internal sealed class AskedVotes(IReadOnlyList<BenchQuestion> questions)
{
    private readonly Dictionary<VoteColumn, Column> _columns = [];

    /// <summary>Ids of the runs or sessions that asked.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>What the calls cost in millionths of a US dollar, as far as it is known.</summary>
    public decimal MicroDollars { get; set; }

    /// <summary>Whether that is all of it.</summary>
    public bool IsPriced { get; set; } = true;

    /// <summary>Whether simulated panelists answered.</summary>
    public bool Simulated { get; set; }

    /// <summary>Takes in an answer that is an option, a number or a text.</summary>
    /// <param name="item">The question's place.</param>
    /// <param name="column">Whose answer it is.</param>
    /// <param name="text">The answer: the letter of an option, or what was said.</param>
    /// <param name="confidence">The confidence that the seat states, 0 to 1; null for none.</param>
    public void Add(int item, VoteColumn column, string text, double? confidence)
    {
        var question = questions[item];
        var into = Of(column);
        if (AnswerText.Key(text, question.Match, question.Options, out var hasUnit) is { } key)
        {
            into.Keys[item] = key;
            into.Confidences[item] = confidence is { } stated ? (float)stated : float.NaN;
            into.WithUnit += hasUnit ? 1 : 0;
        }
        else
        {
            AddMissing(item, column, "unreadable");
        }
    }

    /// <summary>Takes in that there is no answer.</summary>
    public void AddMissing(int item, VoteColumn column, string reason)
    {
        var into = Of(column);
        into.Keys[item] = null;
        into.Missing[reason] = into.Missing.GetValueOrDefault(reason) + 1;
    }

    /// <summary>Takes in what an answer cost.</summary>
    /// <param name="column">Whose answer it is.</param>
    /// <param name="microDollars">In millionths of a US dollar; null if unknown.</param>
    /// <param name="tokens">In tokens; null if unknown.</param>
    public void AddCost(VoteColumn column, decimal? microDollars, long? tokens)
    {
        var into = Of(column);
        into.Priced++;
        into.MicroDollars += microDollars;
        into.Tokens += tokens;
    }

    /// <summary>The votes of all columns, in the order of their names.</summary>
    public BenchVotes Votes()
    {
        var columns = _columns.OrderBy(c => c.Key.Seat, StringComparer.Ordinal).ThenBy(c => c.Key.AfterDebate).ThenBy(c => c.Key.Sample).ToList();
        Dictionary<string, short> classes = new(StringComparer.Ordinal);
        var gold = questions.Select(q => Class(q.Answer)).ToList();
        var votes = new short[questions.Count * columns.Count];
        var confidences = new float[votes.Length];
        for (var i = 0; i < questions.Count; i++)
        {
            for (var c = 0; c < columns.Count; c++)
            {
                votes[(i * columns.Count) + c] = columns[c].Value.Keys[i] is { } key ? Class(key) : VoteTable.None;
                confidences[(i * columns.Count) + c] = columns[c].Value.Confidences[i];
            }
        }

        var matches = questions.Select(q => q.Match).Distinct().ToList();
        return new BenchVotes(
            new VoteTable([.. questions.Select(q => q.Id)], [.. columns.Select(c => c.Key.Source(c.Key.ToString()))], [.. classes.Keys], votes),
            [.. columns.Select(c => c.Key)],
            new GoldLabels(gold),
            matches is [var only] ? only : AnswerMatch.Exact)
        {
            Facts = [.. columns.Select(c => c.Value.Facts(questions.Count))],
            Confidences = Array.TrueForAll(confidences, float.IsNaN) ? null : confidences,
            Categories = questions.All(q => q.Category is null) ? null : [.. questions.Select(q => q.Category ?? "none")],
        };

        short Class(string key)
        {
            if (!classes.TryGetValue(key, out var number))
            {
                number = classes.Count < short.MaxValue ? (short)classes.Count : throw new WorkspaceException(
                    ErrorKind.BadData, $"There are more than {short.MaxValue} different answers: bench the set in parts (--limit).");
                classes[key] = number;
            }

            return number;
        }
    }

    private Column Of(VoteColumn column)
    {
        if (!_columns.TryGetValue(column, out var found))
        {
            _columns[column] = found = new Column(questions.Count);
        }

        return found;
    }

    private sealed class Column
    {
        public Column(int items)
        {
            (Keys, Confidences) = (new string?[items], new float[items]);
            Array.Fill(Confidences, float.NaN);
        }

        public string?[] Keys { get; }

        public float[] Confidences { get; }

        public SortedDictionary<string, int> Missing { get; } = new(StringComparer.Ordinal);

        public int WithUnit { get; set; }

        public int Priced { get; set; }

        public decimal? MicroDollars { get; set; } = 0;

        public long? Tokens { get; set; } = 0;

        /// <summary>What is known of the column; the cost of answers that were there already is taken to be that of the others.</summary>
        public SourceFacts Facts(int items) => new()
        {
            Missing = Missing,
            WithUnit = WithUnit,
            MicroDollars = Priced == 0 ? null : (long?)(MicroDollars * items / Priced),
            Tokens = Priced == 0 ? null : Tokens * items / Priced,
        };
    }
}
