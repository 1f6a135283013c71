using Roundtable.Record.Entries;

namespace Roundtable.Models.Providers;

/// <summary>The providers whose usual environment variable is enough to connect them.</summary>
public static class KnownProviders
{
    /// <summary>Each with some of its models, the most capable first; any other of its models can be named too.</summary>
    public static IReadOnlyList<Connection> All { get; } =
    [
        Vendor("anthropic", "https://api.anthropic.com", "ANTHROPIC_API_KEY", "claude-opus-4-8", "claude-sonnet-5", "claude-haiku-4-5") with
        {
            Kind = ApiKind.Anthropic,
            WebTools = WebTools.Anthropic,
            HasBatches = true,
        },
        Vendor("openai", "https://api.openai.com/v1", "OPENAI_API_KEY", "gpt-5.5", "gpt-5.4", "gpt-5.4-mini", "gpt-5.4-nano") with
        {
            WebTools = WebTools.OpenAI,
            HasBatches = true,
        },
        Vendor(
            "gemini", "https://generativelanguage.googleapis.com/v1beta/openai", "GEMINI_API_KEY", "gemini-3.6-flash", "gemini-3.5-flash-lite") with
        {
            WebTools = WebTools.Gemini,
        },
        Vendor("xai", "https://api.x.ai/v1", "XAI_API_KEY", "grok-4.5", "grok-4.3"),
        Vendor("deepseek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY", "deepseek-flash", "deepseek-v4-pro") with { SupportsSchema = false },
        Vendor("mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY", "mistral-large-latest", "mistral-small-latest"),
        Provider("groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY", "openai/gpt-oss-120b", "openai/gpt-oss-20b") with
        {
            Route = new Route(RouteKind.Cloud, "groq"),
        },
        Provider(
            "openrouter",
            "https://openrouter.ai/api/v1",
            "OPENROUTER_API_KEY",
            "anthropic/claude-sonnet-5",
            "openai/gpt-5.5",
            "google/gemini-3.6-flash",
            "x-ai/grok-4.5",
            "deepseek/deepseek-v4.1-flash") with
        {
            Route = new Route(RouteKind.Aggregator, "openrouter"),
            WebTools = WebTools.OpenRouter,
        },
    ];

    /// <summary>One that answers with its own models.</summary>
    private static Connection Vendor(string name, string address, string variable, params string[] models) =>
        Provider(name, address, variable, models) with { IsFirstParty = true, Route = new Route(RouteKind.Direct) };

    private static Connection Provider(string name, string address, string variable, params string[] models) => new()
    {
        Name = name,
        Kind = ApiKind.OpenAI,
        Address = new Uri(address),
        KeyVariable = variable,
        Models = models,
    };
}
