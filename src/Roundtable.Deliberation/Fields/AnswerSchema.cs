using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;
using Roundtable.Deliberation.Answers;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Fields;

/// <summary>The JSON Schema (draft 2020-12, unless it names another) that answers must be valid against. It fetches nothing that it refers to.</summary>
public sealed partial class AnswerSchema
{
    /// <summary>The longest schema in characters.</summary>
    public const int MaxLength = 60_000;

    /// <summary>The deepest nesting of a schema or an answer.</summary>
    public const int MaxDepth = 16;

    private const int MaxProblems = 12;

    private static readonly EvaluationOptions _options = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private readonly JsonSchema _schema;

    private AnswerSchema(JsonElement json, JsonSchema schema) => (Json, _schema) = (json, schema);

    /// <summary>The schema.</summary>
    public JsonElement Json { get; }

    /// <summary>A schema from JSON.</summary>
    /// <exception cref="FormatException">When it is no schema that can be used; the message says why.</exception>
    public static AnswerSchema Of(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("The schema is not a JSON object.");
        }

        if (json.GetRawText().Length > MaxLength || Depth(json) > MaxDepth)
        {
            throw new FormatException(
                string.Create(CultureInfo.InvariantCulture, $"The schema is longer than {MaxLength} characters or nested deeper than {MaxDepth} levels."));
        }

        if (Patterns(json).FirstOrDefault(NestedRepetition().IsMatch) is { } pattern)
        {
            throw new FormatException($"The schema's pattern '{OneLine(pattern)}' repeats a repetition, which can take forever: write it without.");
        }

        SchemaReferences.Check(json);
        try
        {
            // A resumed session reads the schema from the log, in canonical form: the prompt must be the same.
            json = JsonElement.Parse(CanonicalJson.Write(json));
            var schema = JsonSchema.Build(json, new BuildOptions { SchemaRegistry = new SchemaRegistry { Fetch = static (_, _) => null } });
            using var probe = JsonDocument.Parse("{}");
            _ = schema.Evaluate(probe.RootElement, _options);
            return new AnswerSchema(json, schema);
        }
#pragma warning disable CA1031 // The library throws many kinds of exceptions for what is no schema; each means that the schema cannot be used.
        catch (Exception e)
#pragma warning restore CA1031
        {
            throw new FormatException($"The schema cannot be used: {OneLine(e.Message)}.", e);
        }
    }

    /// <summary>Why a value is not valid, one sentence each with its place; empty where it is.</summary>
    public IReadOnlyList<string> Problems(JsonElement value)
    {
        EvaluationResults results;
        try
        {
            results = _schema.Evaluate(value, _options);
        }
#pragma warning disable CA1031 // Some references are resolved only once a value reaches them; what cannot be checked is not valid.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return [$"It cannot be checked against the schema: {OneLine(e.Message)}."];
        }

        return results.IsValid ? [] : [.. Failures(results).DefaultIfEmpty("It fits none of the alternatives, or one that is excluded.").Take(MaxProblems)];
    }

    /// <summary>The answer that a recorded text is: its JSON value, alone or in a fence, where it is valid.</summary>
    /// <param name="seat">Number of the seat, from 1.</param>
    /// <param name="text">The text as recorded.</param>
    /// <param name="receipt">Its receipt.</param>
    /// <param name="refused">Whether the provider's API reported a refusal.</param>
    public Answer Read(int seat, string text, Receipt receipt, bool refused)
    {
        if (JsonAnswer.Find(text) is not { } value)
        {
            var read = AnswerReader.Read(seat, text, receipt, refused);
            return read.Kind == AnswerKind.Given ? Invalid("It holds no JSON value.") : read;
        }

        return refused ? AnswerReader.Read(seat, text, receipt, refused)
            : JsonAnswer.Exact(value, out var problem) is not { } exact ? Invalid(problem)
            : Problems(exact) is { Count: > 0 } problems ? Invalid($"It is not valid against the schema. {problems[0]}")
            : new Answer(seat, AnswerKind.Given, text, receipt) { Value = exact };

        Answer Invalid(string why) => new(seat, AnswerKind.Invalid, text, receipt) { Problem = why };
    }

    /// <summary>What is wrong with an answer that is not valid, for the seat that is to correct it.</summary>
    public IReadOnlyList<string> Problems(Answer answer) =>
        JsonAnswer.Find(answer.Text) is { } value && JsonAnswer.Exact(value, out _) is { } exact && Problems(exact) is { Count: > 0 } problems
            ? problems
            : [answer.Problem ?? "It holds no JSON value."];

    private static IEnumerable<string> Failures(EvaluationResults results)
    {
        foreach (var detail in (results.Details ?? []).Prepend(results))
        {
            foreach (var (keyword, message) in detail.Errors ?? new Dictionary<string, string>(StringComparer.Ordinal))
            {
                var place = detail.InstanceLocation.ToString() is { Length: > 0 } path ? path : "the whole value";
                yield return $"At {place}: {OneLine(message)}{(keyword.Length > 0 ? $" ({keyword})" : "")}.";
            }
        }
    }

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        return line.Length <= 300 ? line : line[..299] + "…";
    }

    private static IEnumerable<string> Patterns(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(m =>
            m.Name == "pattern" && m.Value.ValueKind == JsonValueKind.String ? [m.Value.GetString()!]
            : m.Name == "patternProperties" && m.Value.ValueKind == JsonValueKind.Object
                ? m.Value.EnumerateObject().SelectMany(p => Patterns(p.Value).Prepend(p.Name))
            : Patterns(m.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Patterns),
        _ => [],
    };

    /// <summary>A group with a repetition inside that is repeated itself, as in <c>(a+)+</c>: backtracking over it takes exponential time.</summary>
    [GeneratedRegex(@"[+*}][^()]*\)+\s*[+*{]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NestedRepetition();

    private static int Depth(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => 1 + json.EnumerateObject().Select(m => Depth(m.Value)).DefaultIfEmpty(0).Max(),
        JsonValueKind.Array => 1 + json.EnumerateArray().Select(Depth).DefaultIfEmpty(0).Max(),
        _ => 0,
    };
}
