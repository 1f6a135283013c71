using Roundtable.Models.Providers;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Configuration;

/// <summary>What <c>gateway</c> in roundtable.yaml says. docs/gateway.md explains it.</summary>
/// <param name="Upstreams">The upstreams by name; <c>openai</c> and <c>anthropic</c> are always among them.</param>
public sealed record GatewaySettings(IReadOnlyDictionary<string, Upstream> Upstreams)
{
    /// <summary>Which contents are stored where the upstream says nothing else.</summary>
    public KeepRule Keep { get; init; } = KeepRule.All;

    /// <summary>After how many days contents of exchanges are erased, at least 1; null for never.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>Maximum size of a request's body in bytes.</summary>
    public long MaxRequestBytes { get; init; } = 512L << 20;

    /// <summary>Maximum size of a response's body in bytes.</summary>
    public long MaxResponseBytes { get; init; } = 1L << 30;

    /// <summary>How long an upstream may send nothing before the exchange is given up.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>How long exchanges under way may take to end once the gateway is told to stop.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a panel's answer ends with a line that says who answered, unless the request says otherwise.</summary>
    public bool PanelFooter { get; init; } = true;

    /// <summary>Where spent budgets are told; null for nowhere.</summary>
    public WebhookSettings? Webhook { get; init; }

    /// <summary>The upstreams that are always there.</summary>
    internal static IReadOnlyList<Upstream> BuiltIn { get; } =
    [
        new()
        {
            Name = "openai",
            Kind = ApiKind.OpenAI,
            Address = new Uri("https://api.openai.com"),
            KeyVariable = "OPENAI_API_KEY",
            Route = new Route(RouteKind.Direct),
            IsVersioned = true,
        },
        new()
        {
            Name = "anthropic",
            Kind = ApiKind.Anthropic,
            Address = new Uri("https://api.anthropic.com"),
            KeyVariable = "ANTHROPIC_API_KEY",
            Route = new Route(RouteKind.Direct),
            IsVersioned = true,
        },
    ];

    /// <summary>What holds where nothing is said.</summary>
    public static GatewaySettings Default { get; } = new(BuiltIn.ToDictionary(u => u.Name, StringComparer.Ordinal));
}
