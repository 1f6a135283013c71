using System.Text.Json.Nodes;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Exports;

namespace Roundtable.Workspace.Rules;

/// <summary>What a learned rule says of a session's last round. It stands beside the verdict and changes nothing of it.</summary>
/// <param name="Session">The session.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Probabilities">One for each option, in their order; they sum to 1, or are all 0 where no seat voted.</param>
/// <param name="Leading">Indices of the options with the highest probability: one, several that tie, none where no seat voted.</param>
/// <param name="Counted">Number of ballots that vote.</param>
public sealed record LearnedRecount(Session Session, StoredRule Rule, IReadOnlyList<double> Probabilities, IReadOnlyList<short> Leading, int Counted)
{
    /// <summary>As JSON.</summary>
    public JsonObject ToJson() => new()
    {
        ["session"] = Session.Id,
        ["rule"] = LearnedRecounts.Prefix + Rule.Name,
        ["options"] = Document.Array(Session.Question.Options, o => o),
        ["probabilities"] = Document.Array(Probabilities, p => p),
        ["leading"] = Document.Array(Leading, l => (int)l),
        ["counted"] = Counted,
        ["gold"] = Rule.Rule.Gold,
        ["leaf"] = Rule.Leaf,
        ["verdict"] = Kebab.Name(Session.Verdict.Final.Label),
    };

    /// <summary>In words, a line each; raw like <see cref="VerdictText"/>.</summary>
    public IEnumerable<string> ToLines()
    {
        yield return Leading.Count switch
        {
            0 => "No label: no seat voted",
            1 => $"{Session.Question.Options[Leading[0]]} with probability {Number(Probabilities[Leading[0]])}",
            _ => $"Tie: {string.Join(", ", Leading.Select(l => Session.Question.Options[l]))}",
        } + $" (by the learned rule '{Rule.Name}', from {VerdictText.Count(Rule.Rule.Gold, "item")} of gold, leaf {Rule.Leaf})";
        foreach (var (probability, option) in Probabilities.Zip(Session.Question.Options).OrderByDescending(p => p.First))
        {
            yield return $"  {Number(probability),8}  {option}";
        }

        yield return $"{VerdictText.Count(Counted, "ballot")} counted. The session's verdict is unchanged: {Kebab.Name(Session.Verdict.Final.Label)}.";
    }

    private static string Number(double probability) => probability.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture);
}
