using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Deliberation.Comparisons;

/// <summary>The answers that are compared, under letters drawn by the seed, and which models gave them.</summary>
public sealed class ComparedAnswers
{
    /// <summary>A family of models whose name is a word of everyday technical prose.</summary>
    private const string Everyday = "command";

    private readonly Dictionary<int, string> _models;

    /// <summary>Draws the letters.</summary>
    /// <param name="question">The question.</param>
    /// <param name="panel">The seats, by number.</param>
    /// <param name="given">The answers that count, by seat.</param>
    /// <param name="seed">The session's seed.</param>
    public ComparedAnswers(Question question, IReadOnlyList<Seat> panel, IReadOnlyList<Answer> given, long seed)
    {
        Question = question;
        Given = given;
        Letters = new AnswerLetters([.. new SeededRandom(seed, "comparison").Order(given.Count).Select(i => given[i])]);
        _models = given.ToDictionary(a => a.Seat, a => ModelIdentity.Of(panel[a.Seat - 1].Model.Name));
        var families = panel.Select(s => FamilyOf(ModelIdentity.Of(s.Model.Name))).Distinct(StringComparer.Ordinal);
        ModelNames = [.. families.Where(n => n.Length >= 3 && n != Everyday)];
    }

    /// <summary>The question.</summary>
    public Question Question { get; }

    /// <summary>The answers, by seat.</summary>
    public IReadOnlyList<Answer> Given { get; }

    /// <summary>The answers under the letters by which the moderator knows them.</summary>
    public AnswerLetters Letters { get; }

    /// <summary>Number of different models in these seats, whichever connection reaches them.</summary>
    public int Models(IEnumerable<int> seats) => seats.Select(s => _models[s]).Distinct(StringComparer.Ordinal).Count();

    /// <summary>Number of different models that answered.</summary>
    public int AllModels => Models(Given.Select(a => a.Seat));

    /// <summary>The words by which models of the panel are known, in lower case, as in <c>claude</c>: a sentence that has one may tell who says it.</summary>
    public IReadOnlyList<string> ModelNames { get; }

    private static string FamilyOf(string identity) => string.Concat(identity.TakeWhile(char.IsLetter));

    /// <summary>The answer of a seat.</summary>
    public Answer Of(int seat) => Given.First(a => a.Seat == seat);
}
