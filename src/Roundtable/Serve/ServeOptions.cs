using System.CommandLine;

namespace Roundtable.Cli.Serve;

/// <summary>The options of <c>roundtable serve</c>.</summary>
internal static class ServeOptions
{
    /// <summary><c>--listen ADDRESS:PORT</c>.</summary>
    public static Option<string> Listen { get; } = new("--listen")
    {
        Description = "Where to listen: an address and a port. Beyond this computer it demands tokens, or a reverse proxy that says who is there.",
        HelpName = "ADDRESS:PORT",
        DefaultValueFactory = _ => "127.0.0.1:7071",
    };

    /// <summary><c>--public-address URL</c>.</summary>
    public static Option<string?> PublicAddress { get; } = new("--public-address")
    {
        Description = "The address under which others reach the site, such as https://table.example.org: for links that are shared, and the names that it "
            + "answers to.",
        HelpName = "URL",
    };

    /// <summary><c>--proxy-user HEADER</c>.</summary>
    public static Option<string?> ProxyUser { get; } = new("--proxy-user")
    {
        Description = "The header in which a reverse proxy, and nobody else, says who is there, such as X-Forwarded-User.",
        HelpName = "HEADER",
    };

    /// <summary><c>--proxy-role ROLE</c>.</summary>
    public static Option<string> ProxyRole { get; } = new("--proxy-role")
    {
        Description = "What those whom the proxy names may do: reader, asker or admin.",
        HelpName = "ROLE",
        DefaultValueFactory = _ => "asker",
    };

    /// <summary><c>--sessions-at-once N</c>.</summary>
    public static Option<int> SessionsAtOnce { get; } = new("--sessions-at-once")
    {
        Description = "The most sessions that one caller may have under way.",
        HelpName = "N",
        DefaultValueFactory = _ => 8,
    };

    /// <summary><c>--requests-a-minute N</c>.</summary>
    public static Option<int> RequestsAMinute { get; } = new("--requests-a-minute")
    {
        Description = "The most requests that one caller may make in a minute.",
        HelpName = "N",
        DefaultValueFactory = _ => 1200,
    };

    /// <summary><c>--daily-budget USD</c>.</summary>
    public static Option<decimal?> DailyBudget { get; } = new("--daily-budget")
    {
        Description = "The most that the sessions of one caller may cost in a day (UTC), in US dollars; a session without a budget of its own gets what is "
            + "left.",
        HelpName = "USD",
    };

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<Symbol> All { get; } = [Listen, PublicAddress, ProxyUser, ProxyRole, SessionsAtOnce, RequestsAMinute, DailyBudget];
}
