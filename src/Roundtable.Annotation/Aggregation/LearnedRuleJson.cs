using System.Text.Json;
using System.Text.Json.Serialization;
using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Aggregation;

/// <summary>Learned rules as RFC 8785 canonical JSON: the same rule has the same bytes and one digest.</summary>
public static class LearnedRuleJson
{
    /// <summary>Writes a rule.</summary>
    public static byte[] Write(LearnedRule rule) =>
        CanonicalJson.Canonicalize(JsonSerializer.SerializeToUtf8Bytes(rule, LearnedRuleJsonContext.Default.LearnedRule));

    /// <summary>Reads a rule and checks that it can be applied.</summary>
    /// <exception cref="FormatException">When the bytes are not such a rule; the message says why.</exception>
    public static LearnedRule Read(ReadOnlySpan<byte> json)
    {
        LearnedRule rule;
        try
        {
            rule = JsonSerializer.Deserialize(json, LearnedRuleJsonContext.Default.LearnedRule) ?? throw new FormatException("It is null.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new FormatException($"It is not a learned rule: {e.Message}", e);
        }

        return Problem(rule) is { } problem ? throw new FormatException(problem) : rule;
    }

    private static string? Problem(LearnedRule rule) =>
        rule.Classes.Count < 1 || rule.Classes.Distinct(StringComparer.Ordinal).Count() != rule.Classes.Count ? "Its classes are missing or occur twice."
        : rule.Sources.Count < 1 || rule.Sources.DistinctBy(s => s.Name, StringComparer.Ordinal).Count() != rule.Sources.Count
            ? "Its sources are missing or occur twice."
        : rule.Gold < 0 ? "Its number of gold items is negative."
        : !Positive(rule.Temperature) || rule.Components.Any(c => !Positive(c.Temperature)) ? "A temperature is not above 0."
        : rule.Components.Any(c => !(c.Share is >= 0 and <= 1)) || Math.Abs(rule.Components.Sum(c => c.Share) - 1) > 1e-6
            ? "The shares of its parts do not sum to 1."
        : rule.Components.Select(c => Problem(rule, c)).FirstOrDefault(p => p is not null);

    private static string? Problem(LearnedRule rule, RuleComponent component) => component switch
    {
        WeightedVotes w when w.Bias.Count != rule.Classes.Count || w.Weights.Count != (long)rule.Sources.Count * rule.Classes.Count * rule.Classes.Count =>
            $"The weights of '{w.Rule}' do not fit its sources and classes.",
        WeightedVotes w when !w.Bias.Concat(w.Weights).All(double.IsFinite) => $"A weight of '{w.Rule}' is not finite.",
        ChosenSeat c when c.Sources.Count == 0 || c.Sources.Any(s => s < 0 || s >= rule.Sources.Count) || !(c.Accuracy is >= 0 and <= 1) =>
            $"The sources or the accuracy of '{c.Rule}' are out of range.",
        _ => null,
    };

    private static bool Positive(double value) => double.IsFinite(value) && value > 0;
}

/// <summary>Serialisation of learned rules without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(LearnedRule))]
internal sealed partial class LearnedRuleJsonContext : JsonSerializerContext;
