namespace Roundtable.Workspace.Charts;

/// <summary>The colours of vendors wherever models are drawn; a name always stands with them.</summary>
public static class VendorColours
{
    private static readonly Dictionary<string, string> _classes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Alibaba"] = "v-alibaba",
        ["Anthropic"] = "v-anthropic",
        ["Cohere"] = "v-cohere",
        ["DeepSeek"] = "v-deepseek",
        ["Google"] = "v-google",
        ["Hugging Face"] = "v-hugging-face",
        ["IBM"] = "v-ibm",
        ["Meta"] = "v-meta",
        ["Microsoft"] = "v-microsoft",
        ["Mistral"] = "v-mistral",
        ["Moonshot"] = "v-moonshot",
        ["OpenAI"] = "v-openai",
        ["xAI"] = "v-xai",
        ["Zhipu"] = "v-zhipu",
    };

    /// <summary>The vendors that have a colour of their own, in the order of their names.</summary>
    public static IReadOnlyList<string> Vendors { get; } = [.. _classes.Keys.Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The class of a vendor's colour; the one of all others where it has none of its own.</summary>
    public static string Class(string? vendor) => vendor is not null && _classes.TryGetValue(vendor, out var known) ? known : "v-other";
}
