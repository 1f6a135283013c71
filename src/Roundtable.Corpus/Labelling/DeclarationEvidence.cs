using System.Text;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Phrases;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Labelling;

/// <summary>Evidence in the values of fields that state a row's provenance.</summary>
/// <param name="known">The names of models and datasets in the registry, in lower case, with what it states of them.</param>
internal sealed class DeclarationEvidence(IReadOnlyDictionary<string, KnownName> known)
{
    // Longer values are texts, not names.
    private const int MaxLength = 200;

    private static readonly HashSet<string> _models = Set("model model_name model_id generator generated_by generator_model engine teacher teacher_model");
    private static readonly HashSet<string> _synthetic = Set("synthetic is_synthetic is_generated generated");
    private static readonly HashSet<string> _human = Set("human is_human");
    private static readonly HashSet<string> _licences = Set("license licence");
    private static readonly HashSet<string> _placeholders = Set("none null nan n/a na unknown - ?");

    /// <summary>The evidence in a declaration; null where it states no origin, model or licence.</summary>
    /// <param name="field">The field; "outer.inner" for a nested field.</param>
    /// <param name="value">Its value in UTF-8.</param>
    public Evidence? Read(string field, ReadOnlySpan<byte> value)
    {
        var name = field[(field.LastIndexOf('.') + 1)..];
        var text = value.Length <= MaxLength ? Encoding.UTF8.GetString(value).Trim() : "";
        if (text.Length == 0 || _placeholders.Contains(text))
        {
            return null;
        }

        var summary = $"{field}: {text}";
        if (_licences.Contains(name))
        {
            return new Evidence(EvidenceKind.Declared, Origin.Unknown, Strength.Moderate, summary) { Licence = text };
        }

        if (_synthetic.Contains(name) || _human.Contains(name))
        {
            return ParseBoolean(text) is { } yes
                ? new Evidence(EvidenceKind.Declared, yes == _synthetic.Contains(name) ? Origin.Synthetic : Origin.Human, Strength.Moderate, summary)
                : null;
        }

        if (LabelSource.Read(name, text) is { } labels)
        {
            return labels;
        }

        var isModel = _models.Contains(name) || NameParts.IsModel(name);
        if (known.TryGetValue(text.ToLowerInvariant(), out var registered))
        {
            return new Evidence(EvidenceKind.Declared, registered.Origin, Strength.Moderate, $"{summary} (registry: {registered.Entry})")
            {
                Model = registered.Model,
            };
        }

        var origin = OriginOf(text);
        if (isModel)
        {
            return origin == Origin.Human
                ? new Evidence(EvidenceKind.Declared, Origin.Human, Strength.Moderate, summary)
                : new Evidence(EvidenceKind.Declared, Origin.Synthetic, Strength.Moderate, summary) { Model = text };
        }

        return origin is Origin.Human or Origin.Synthetic ? new Evidence(EvidenceKind.Declared, origin, Strength.Moderate, summary) : null;
    }

    /// <summary>The origin that the words of a name indicate: human, synthetic, or unknown where they indicate neither or both.</summary>
    private static Origin OriginOf(string text)
    {
        var (human, synthetic) = (false, false);
        foreach (var entry in PhraseFile.Current.Names)
        {
            if (HasWord(text, entry.Word))
            {
                human |= entry.Origin == Origin.Human;
                synthetic |= entry.Origin == Origin.Synthetic;
            }
        }

        return (human, synthetic) switch { (true, false) => Origin.Human, (false, true) => Origin.Synthetic, _ => Origin.Unknown };
    }

    private static bool HasWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetter(text[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool? ParseBoolean(string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "y" => true,
        "false" or "0" or "no" or "n" => false,
        _ => null,
    };

    private static HashSet<string> Set(string names) => new(names.Split(' '), StringComparer.OrdinalIgnoreCase);
}
