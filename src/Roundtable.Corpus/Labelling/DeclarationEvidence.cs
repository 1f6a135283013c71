using System.Text;
using System.Text.Json;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Labelling;

/// <summary>Evidence in the values of fields that state a row's provenance: whole values, not words in them.</summary>
/// <param name="known">The names of models and datasets in the registry, in lower case, each once, with what it states of them.</param>
internal sealed class DeclarationEvidence(IReadOnlyList<KnownName> known)
{
    // Longer values are texts, not names; JSON in a string may hold more than names.
    private const int MaxLength = 200;
    private const int MaxJson = 1 << 16;
    private const int MaxDepth = 4;
    private const int MaxItems = 64;

    // Fields that hold nothing but the names of models that generated something, and those that elsewhere name cars, telephones and teachers.
    private static readonly HashSet<string> _generators = Set(
        "generated_by generator_model generation_model response_model responses_model completion_model model_used synthesizer teacher_model "
        + "chosen_model rejected_model answer_model output_model "
        + "model_a model_b llm llm_name llm_model ai_model gen_model chosen_by rejected_by conversation_model assistant_model");

    private static readonly HashSet<string> _models = Set("model model_name model_id models generator engine teacher models_used candidate_models");
    private static readonly HashSet<string> _synthetic = Set(
        "synthetic is_synthetic is_generated generated ai_generated is_ai is_ai_generated machine_generated llm_generated");
    private static readonly HashSet<string> _human = Set("human is_human human_written is_human_written");
    private static readonly HashSet<string> _licences = Set("license licence");
    private static readonly HashSet<string> _placeholders = Set("none null nan n/a na unknown - ? user undefined default other others mixed auto test");
    private static readonly HashSet<string> _people = Set(
        "human humans person people expert experts annotator annotators crowdworker crowdworkers human-written human_written reference gold");

    private readonly Dictionary<string, KnownName> _known = known.ToDictionary(n => n.Name, StringComparer.Ordinal);

    // Data sets spell names with other signs: where that could be two names it is neither.
    private readonly Dictionary<string, KnownName> _spelled = known.GroupBy(n => ModelNames.Spelled(n.Name), StringComparer.Ordinal)
        .Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    /// <summary>The evidence in a declaration; none where it states no origin, model or licence.</summary>
    /// <param name="field">The field; "outer.inner" for a nested field.</param>
    /// <param name="value">Its value in UTF-8: a text, or JSON.</param>
    public IReadOnlyList<Evidence> Read(string field, ReadOnlySpan<byte> value)
    {
        var trimmed = value.Trim(" \t\r\n"u8);
        if (trimmed is [(byte)'[' or (byte)'{', ..] && trimmed.Length <= MaxJson && Json(field, trimmed.ToArray()) is { } inner)
        {
            return inner;
        }

        return trimmed.Length <= MaxLength && One(field, Encoding.UTF8.GetString(trimmed)) is { } evidence ? [evidence] : [];
    }

    /// <summary>The evidence in a list or an object; null where it is none.</summary>
    private List<Evidence>? Json(string field, byte[] value)
    {
        try
        {
            using var document = JsonDocument.Parse(value);
            List<Evidence> found = [];
            Read(field, document.RootElement, 0, found);
            return found;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Read(string field, JsonElement value, int depth, List<Evidence> into)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array when depth < MaxDepth:
                foreach (var item in value.EnumerateArray().Take(MaxItems))
                {
                    Read(field, item, depth + 1, into);
                }

                break;
            case JsonValueKind.Object when depth < MaxDepth:
                foreach (var property in value.EnumerateObject().Take(MaxItems))
                {
                    Read($"{field}.{property.Name}", property.Value, depth + 1, into);
                }

                break;
            case JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                var text = value.ToString();
                if (text.Length <= MaxLength && One(field, text.Trim()) is { } evidence && !into.Contains(evidence))
                {
                    into.Add(evidence);
                }

                break;
        }
    }

    private Evidence? One(string field, string text)
    {
        if (text.Length == 0 || _placeholders.Contains(text))
        {
            return null;
        }

        var name = field[(field.LastIndexOf('.') + 1)..];
        var summary = $"{field}: {text}";
        if (_licences.Contains(name))
        {
            return new Evidence(EvidenceKind.Declared, Origin.Unknown, Strength.Moderate, summary) { Licence = text };
        }

        if ((_synthetic.Contains(name) || _human.Contains(name)) && ParseBoolean(text) is { } yes)
        {
            return new Evidence(EvidenceKind.Declared, yes == _synthetic.Contains(name) ? Origin.Synthetic : Origin.Human, Strength.Moderate, summary);
        }

        if (_synthetic.Contains(name) || _human.Contains(name) || LabelSource.Read(name, text) is not null)
        {
            return LabelSource.Read(name, text);
        }

        if (_known.TryGetValue(text.ToLowerInvariant(), out var registered) || _spelled.TryGetValue(ModelNames.Spelled(text), out registered))
        {
            return new Evidence(EvidenceKind.Declared, registered.Origin, Strength.Moderate, $"{summary} (registry: {registered.Entry})")
            {
                Model = registered.Model,
            };
        }

        return _models.Contains(name) || _generators.Contains(name) || NameParts.IsModel(name) ? Model(name, text, summary) : Source(text, summary);
    }

    /// <summary>What stands where a model is expected.</summary>
    private static Evidence? Model(string name, string text, string summary)
    {
        if (_people.Contains(text))
        {
            return new Evidence(EvidenceKind.Declared, Origin.Human, Strength.Moderate, summary);
        }

        return ModelNames.IsName(text, isExpected: true) || (_generators.Contains(name) && ModelNames.IsIdentifier(text))
            ? new Evidence(EvidenceKind.Declared, Origin.Synthetic, Strength.Moderate, summary) { Model = text }
            : Source(text, summary);
    }

    /// <summary>What stands where anything may be the source of a text.</summary>
    private static Evidence? Source(string text, string summary)
    {
        var origin = DeclaredOrigin.Of(text, out var model);
        return origin == Origin.Unknown ? null : new Evidence(EvidenceKind.Declared, origin, Strength.Moderate, summary) { Model = model };
    }

    private static bool? ParseBoolean(string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "y" => true,
        "false" or "0" or "no" or "n" => false,
        _ => null,
    };

    private static HashSet<string> Set(string names) => new(names.Split(' '), StringComparer.OrdinalIgnoreCase);
}
