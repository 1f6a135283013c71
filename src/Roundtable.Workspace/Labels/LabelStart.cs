using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roundtable.Workspace.Labels;

/// <summary>A run of labels as programs ask for it: codebook and items are sent, not named as files.</summary>
public sealed record LabelStart
{
    /// <summary>The codebook, in YAML as its file has it.</summary>
    public string Codebook { get; init; } = "";

    /// <summary>The items, one JSON object each; <c>id</c> names them where the first has one, else they are numbered from 1.</summary>
    public IReadOnlyList<JsonElement> Items { get; init; } = [];

    /// <summary>The member with the text to label; null for <c>text</c>, or the only one.</summary>
    public string? Text { get; init; }

    /// <summary>The text to label with <c>{members}</c> of the item, instead of one member.</summary>
    public string? Template { get; init; }

    /// <summary>The named panel; null for the default one.</summary>
    public string? Panel { get; init; }

    /// <summary>Models instead of a panel's.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>How often each seat is asked about an item, 1 to 100; null for once.</summary>
    public int? Samples { get; init; }

    /// <summary>Random seed of the orders; null for the usual one, by which answers of earlier runs are found.</summary>
    public long? Seed { get; init; }

    /// <summary>What the labels are wanted for besides labelling; ruled on before the first call.</summary>
    public IReadOnlyList<string>? For { get; init; }

    /// <summary>How many items are drawn at random for people to label, on record before anything is asked; null for none.</summary>
    public int? Gold { get; init; }

    /// <summary>The member whose values are the strata of that draw.</summary>
    public string? GoldBy { get; init; }

    /// <summary>The precision that is promised for labels, 0 to 1; null for none.</summary>
    public double? Promise { get; init; }

    /// <summary>How many items whose label would change most wait for people at the end; null for <see cref="LabelRequest.UsualQueue"/>.</summary>
    public int? Queue { get; init; }

    /// <summary>The probability from which on no further seat is asked about an item, 0.5 to 1; null to ask every one.</summary>
    public double? Adaptive { get; init; }

    /// <summary>Maximum number of calls.</summary>
    public long? MaxCalls { get; init; }

    /// <summary>Maximum number of tokens, prompts and answers together.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>Maximum cost in US dollars.</summary>
    public decimal? Budget { get; init; }

    /// <summary>Only to estimate: nothing is drawn, recorded or asked.</summary>
    public bool EstimateOnly { get; init; }
}

/// <summary>How such requests are read: members that there are not, or that come twice, are errors.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(LabelStart))]
public sealed partial class LabelStartJson : JsonSerializerContext;
