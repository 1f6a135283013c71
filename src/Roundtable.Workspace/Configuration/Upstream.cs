using Roundtable.Models.Providers;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Configuration;

/// <summary>Where the gateway forwards the requests under one name.</summary>
public sealed record Upstream
{
    /// <summary>The name of the panels that are answered here and by no upstream.</summary>
    public const string PanelsName = "roundtable";

    /// <summary>Its name, the first segment of the paths that are forwarded to it.</summary>
    public required string Name { get; init; }

    /// <summary>The wire format that it speaks.</summary>
    public required ApiKind Kind { get; init; }

    /// <summary>The address to which the rest of a path is appended, without a slash at its end.</summary>
    public required Uri Address { get; init; }

    /// <summary>The environment variable that holds its key; null where callers bring their own or none is needed.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>Through whose hands answers come; null where that is not known.</summary>
    public Route? Route { get; init; }

    /// <summary>The version of the terms under which it is called, as <c>name@version</c>; null where none was named.</summary>
    public string? Terms { get; init; }

    /// <summary>What is stored of its exchanges; null for the gateway's rule.</summary>
    public KeepRule? Keep { get; init; }

    /// <summary>Names of request headers that it needs besides those that are always forwarded, in lower case.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Whether only paths under <c>/NAME/v1</c> are forwarded, as for the two that are always there.</summary>
    public bool IsVersioned { get; init; }

    /// <summary>Whether a gateway like this one may be behind the address: it is none of the providers' own.</summary>
    public bool MayBeGateway => !GatewaySettings.BuiltIn.Any(b => b.Address.Host == Address.Host);

    /// <summary>It as a connection, for prices and rulings. A vendor's list prices hold at its own address alone.</summary>
    public Connection Connection() => new()
    {
        Name = Name,
        Kind = Kind,
        Address = Address,
        KeyVariable = KeyVariable,
        Route = Route,
        Terms = Terms,
        IsFirstParty = GatewaySettings.BuiltIn.Any(b => b.Name == Name && b.Address == Address),
    };

    /// <summary>The panels, as whoever rules on a call sees them. Nothing is forwarded to their address.</summary>
    public static Upstream Panels { get; } = new() { Name = PanelsName, Kind = ApiKind.OpenAI, Address = new Uri("https://roundtable.invalid") };

    /// <summary>The panels for a caller whose errors are told in a wire format.</summary>
    /// <param name="kind">The wire format.</param>
    public static Upstream PanelsFor(ApiKind kind) => Panels with { Kind = kind };
}
