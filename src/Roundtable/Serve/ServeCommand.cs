using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;
using Roundtable.Cli.CommandLine;
using Roundtable.Web;
using Roundtable.Web.Access;
using Roundtable.Web.Hosting;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Configuration;

namespace Roundtable.Cli.Serve;

/// <summary><c>roundtable serve</c>: the site and the HTTP API.</summary>
internal static class ServeCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => Verb.CreateOrderly(
        "serve", "Open the site on this computer: ask, watch and read in a browser; the HTTP API and MCP for programs.", ServeOptions.All, RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var rules = Rules(invocation.Parse);
        var tokens = new TokenFile(invocation.Workspace.DataDirectory);
        rules.Check(tokens);

        // A configuration that cannot be read is better known now than when somebody asks.
        var configuration = await RoundtableConfiguration.LoadAsync(invocation.Workspace, cancellation);
        await PanelFile.ReadAsync(PanelFile.ConfigDirectory(invocation.Workspace.Variables), cancellation);
        await using var app = WebHost.Build(invocation.Workspace, rules, tokens, Limits(invocation.Parse), configuration.Gateway.Drain);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception e) when (e is SocketException || e.InnerException is AddressInUseException or SocketException)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"{rules.Endpoint} cannot be listened on: {e.Message}", e);
        }

        await WriteStartAsync(invocation, rules, app);
        await app.WaitForShutdownAsync(cancellation);
        return ExitCode.Ok;
    }

    private static SiteLimits Limits(ParseResult parse) => new(
        parse.GetValue(ServeOptions.SessionsAtOnce), parse.GetValue(ServeOptions.RequestsAMinute), parse.GetValue(ServeOptions.DailyBudget));

    /// <summary>How the options say that callers are told apart.</summary>
    internal static AccessRules Rules(ParseResult parse)
    {
        var listen = parse.GetValue(ServeOptions.Listen)!;
        if (!IPEndPoint.TryParse(listen, out var endpoint) || !listen.Contains(':', StringComparison.Ordinal))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"--listen takes an address and a port, like 127.0.0.1:7071, not '{listen}'.");
        }

        Uri? address = null;
        if (parse.GetValue(ServeOptions.PublicAddress) is { } given
            && !(Uri.TryCreate(given, UriKind.Absolute, out address) && address.Scheme is "http" or "https" && address.PathAndQuery == "/"))
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"--public-address takes an address without a path, like https://table.example.org, not '{given}'.");
        }

        var role = Roles.Parse(parse.GetValue(ServeOptions.ProxyRole)!, "--proxy-role");
        return new AccessRules(endpoint, address, parse.GetValue(ServeOptions.ProxyUser), role);
    }

    private static async Task WriteStartAsync(Invocation invocation, AccessRules rules, WebApplication app)
    {
        var at = rules.PublicAddress?.ToString().TrimEnd('/') ?? app.Urls.First();
        await invocation.Out.WriteLineAsync($"Roundtable is at {at}");
        if (!rules.IsLoopback)
        {
            await invocation.Out.WriteLineAsync(rules.ProxyHeader is { } header
                ? $"Whoever can reach {rules.Endpoint} directly could pretend to be anyone in {header}: let nobody but the proxy."
                : "Others can reach it: callers need a token. Without TLS before it, tokens cross the network in the clear.");
        }

        await invocation.Out.WriteLineAsync("Ctrl-C ends it; sessions under way go on when it starts again.");
        await invocation.Out.FlushAsync();
    }
}
