using Roundtable.Record.Entries;

namespace Roundtable.Models.Providers;

/// <summary>The providers whose usual environment variable is enough to connect them.</summary>
public static class KnownProviders
{
    /// <summary>Each with some of its models, the most capable first; any other of its models can be named too.</summary>
    public static IReadOnlyList<Connection> All { get; } =
    [
        Provider(
            "anthropic", ApiKind.Anthropic, "https://api.anthropic.com", "ANTHROPIC_API_KEY", true, "claude-opus-4-8", "claude-sonnet-5", "claude-haiku-4-5"),
        Provider("openai", ApiKind.OpenAI, "https://api.openai.com/v1", "OPENAI_API_KEY", true, "gpt-5.5", "gpt-5.4", "gpt-5.4-mini", "gpt-5.4-nano"),
        Provider(
            "gemini",
            ApiKind.OpenAI,
            "https://generativelanguage.googleapis.com/v1beta/openai",
            "GEMINI_API_KEY",
            true,
            "gemini-3.6-flash",
            "gemini-2.5-pro",
            "gemini-2.5-flash"),
        Provider("xai", ApiKind.OpenAI, "https://api.x.ai/v1", "XAI_API_KEY", true, "grok-4.5", "grok-4.3"),
        Provider(
            "deepseek",
            ApiKind.OpenAI,
            "https://api.deepseek.com/v1",
            "DEEPSEEK_API_KEY",
            true,
            "deepseek-v4-pro",
            "deepseek-v4-flash") with { SupportsSchema = false },
        Provider("mistral", ApiKind.OpenAI, "https://api.mistral.ai/v1", "MISTRAL_API_KEY", true, "mistral-large-latest", "mistral-small-latest"),
        Provider(
            "groq",
            ApiKind.OpenAI,
            "https://api.groq.com/openai/v1",
            "GROQ_API_KEY",
            false,
            "openai/gpt-oss-120b",
            "llama-3.3-70b-versatile") with { Route = new Route(RouteKind.Cloud, "groq") },
        Provider("openrouter", ApiKind.OpenAI, "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", false,
            "anthropic/claude-sonnet-4.5", "openai/gpt-5", "google/gemini-2.5-pro", "x-ai/grok-4", "deepseek/deepseek-chat") with { Route = new Route(
                RouteKind.Aggregator, "openrouter") },
    ];

    private static Connection Provider(string name, ApiKind kind, string address, string variable, bool firstParty, params string[] models) => new()
    {
        Name = name,
        Kind = kind,
        Address = new Uri(address),
        KeyVariable = variable,
        Models = models,
        IsFirstParty = firstParty,
        Route = firstParty ? new Route(RouteKind.Direct) : null,
    };
}
