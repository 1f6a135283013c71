using System.Text;
using Roundtable.Corpus.Formats.Json;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Shapes;

/// <summary>The roles that the names of fields say.</summary>
internal static class FieldRoles
{
    /// <summary>The role that a name says; null for none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="beside">Names of the fields in the same object.</param>
    public static FieldRole? Of(string name, IReadOnlyList<string> beside)
    {
        if (FieldNames.Texts.Contains(name) && FieldNames.Contexts.Contains(name))
        {
            // A document by itself is a text; beside a question or what was made of it, it is what they refer to.
            return beside.Any(n => n != name && IsAsked(n, name)) ? FieldRole.Context : FieldRole.Text;
        }

        if (name.Equals("input", StringComparison.OrdinalIgnoreCase))
        {
            return beside.Any(n => FieldNames.Prompts.Contains(n)) || !beside.Any(n => FieldNames.Responses.Contains(n)) ? FieldRole.Context : FieldRole.Prompt;
        }

        return Exact(name) ?? Beside(name, beside) ?? ByWords(name, beside) ?? Spoken(name);
    }

    /// <summary>Names that say something only together with another one.</summary>
    private static FieldRole? Beside(string name, IReadOnlyList<string> beside) => name switch
    {
        "q" when beside.Contains("a", StringComparer.Ordinal) => FieldRole.Prompt,
        "a" when beside.Contains("q", StringComparer.Ordinal) => FieldRole.Response,
        "instances" when beside.Contains("predictions", StringComparer.Ordinal) => FieldRole.Prompt,
        "instance" when beside.Contains("prediction", StringComparer.Ordinal) => FieldRole.Prompt,
        "steps" when beside.Any(FieldNames.Prompts.Contains) => FieldRole.Response,
        _ => null,
    };

    /// <summary>A member for each speaker: what the model said, or a person.</summary>
    private static FieldRole? Spoken(string name) =>
        !IsNever(name) && Speakers.Known(Encoding.UTF8.GetBytes(name)) is (FieldRole.Prompt or FieldRole.Response) and var role ? role : null;

    /// <summary>Whether values of a field are never text, whatever they look like.</summary>
    public static bool IsNever(string name) =>
        NameParts.Kind(name) is [.., var last] && (FieldNames.NeverText.Contains(last) || FieldNames.NeverText.Contains(last + "s"));

    private static bool IsAsked(string name, string document) =>
        Exact(name) is FieldRole.Prompt or FieldRole.Response || (FieldNames.Responses.Contains(name) && !FieldNames.Texts.Contains(name))
        || (document is "article" or "document" or "documents" && name is "abstract" or "summary" or "highlights");

    private static FieldRole? Exact(string name) =>
        FieldNames.Chosen.Contains(name) ? FieldRole.Chosen
        : FieldNames.Rejected.Contains(name) ? FieldRole.Rejected
        : FieldNames.Systems.Contains(name) ? FieldRole.System
        : FieldNames.Prompts.Contains(name) ? FieldRole.Prompt
        : FieldNames.Responses.Contains(name) ? FieldRole.Response
        : FieldNames.Contexts.Contains(name) ? FieldRole.Context
        : FieldNames.Texts.Contains(name) ? FieldRole.Text
        : null;

    /// <summary>As in <c>response_1</c>, <c>gpt4_answer</c> or <c>chosenResponse</c>: the last word decides, and which of a pair it is.</summary>
    private static FieldRole? ByWords(string name, IReadOnlyList<string> beside)
    {
        var words = NameParts.Kind(name);
        while (words.Count > 1 && words[^1] is "text" or "content" or "body" or "message" or "string" or "statement" or "description")
        {
            // As in input_text or outputText.
            words.RemoveAt(words.Count - 1);
        }

        if (IsNever(name) || words.Count == 0)
        {
            return null;
        }

        var isNegative = words.Contains("non") || words.Contains("not") || words.Contains("dispreferred");
        return words.Contains("rejected") || (isNegative && words.Exists(w => w is "preferred" or "chosen" or "dispreferred")) ? FieldRole.Rejected
            : words.Exists(w => w is "chosen" or "preferred") ? FieldRole.Chosen
            : words[^1] is "prompt" or "instruction" or "question" or "query" or "problem" or "request"
                ? words.Contains("system") ? FieldRole.System : FieldRole.Prompt
            : words[^1] is "response" or "answer" or "completion" or "output" or "generation" or "reply" or "solution" or "demonstration" or "target"
                or "reference" or "summary" or "reasoning" or "thinking" or "rationale"
                ? FieldRole.Response
            : words is ["input"] && beside.Any(n => NameParts.Of(n) is ["output" or "result" or "target", ..]) ? FieldRole.Prompt
            : words[^1] is "context" or "passage" or "document" or "input" ? FieldRole.Context
            : null;
    }
}
