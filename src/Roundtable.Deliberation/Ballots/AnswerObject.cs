using System.Text.Json;

namespace Roundtable.Deliberation.Ballots;

/// <summary>
/// The JSON object that a model answered with, read leniently: thinking, fences and words around it do not count, and what was torn off is no answer.
/// </summary>
public sealed class AnswerObject
{
    private readonly AnswerMembers _members;

    private AnswerObject(JsonElement json) => _members = new AnswerMembers(json);

    /// <summary>Finds the object in an answer; null where there is none.</summary>
    /// <param name="text">The answer as recorded.</param>
    /// <param name="member">The member that it must have.</param>
    /// <param name="beside">The member that a whole answer begins with.</param>
    /// <param name="error">Why there is none, as the end of a sentence.</param>
    public static AnswerObject? Find(string text, string member, string beside, out string error)
    {
        if (AnswerScan.Of(text).Find(With, member, beside, out error) is { } json)
        {
            return new AnswerObject(json);
        }

        error = text.AsSpan().Trim().IsEmpty ? "it is empty." : error;
        return null;

        JsonElement? With(JsonElement found) =>
            found.ValueKind != JsonValueKind.Object ? null
            : new AnswerMembers(found).Value(member) is not null ? found
            : found.EnumerateObject().Select(m => m.Value.ValueKind == JsonValueKind.Object ? With(m.Value) : null).OfType<JsonElement>().ToList()
                is [var inner]
                ? inner
            : null;
    }

    /// <summary>Whether an answer without a choice says that the model declines, in one of the languages of the list of such phrases.</summary>
    /// <param name="text">The answer as recorded.</param>
    /// <param name="options">What it could have chosen: an answer that names one of them is no refusal.</param>
    public static bool IsRefusal(string text, IReadOnlyList<string> options)
    {
        var answer = AnswerText.Of(text).Answer;
        return RefusalPhrases.Recognise(answer) && !SpokenChoice.IsIn(answer, options);
    }

    /// <summary>The value of a member, letter case and separators in its name aside; null where there is none.</summary>
    public JsonElement? Value(string name) => _members.Value(name);

    /// <summary>A member's text, trimmed, or its number as written; null where it is neither.</summary>
    public string? Scalar(string name) => _members.Scalar(name);

    /// <summary>The confidence that a member states, 0 to 1: a share, a percentage or a fraction; null where it states none.</summary>
    public double? Confidence(string name) => StatedConfidence.Read(_members.Scalar(name));
}
