using Roundtable.Models.Protocols;
using Roundtable.Workspace.Configuration;

namespace Roundtable.Workspace.Gateway;

/// <summary>Where a request through the gateway goes.</summary>
/// <param name="Upstream">The upstream.</param>
/// <param name="Rest">The path that is appended to the upstream's address, as it came: it begins with a slash.</param>
/// <param name="Path">The same without the version: <c>/chat/completions</c>. Permissions are decided by it.</param>
/// <param name="Operation">What is asked for.</param>
public sealed record GatewayPath(Upstream Upstream, string Rest, string Path, GatewayOperation Operation)
{
    private const string Version = "/v1";

    /// <summary>What answers are written in; null where they are not read.</summary>
    public Protocol? Protocol => Operation switch
    {
        GatewayOperation.ChatCompletions or GatewayOperation.Completions => Models.Protocols.Protocol.ChatCompletions,
        GatewayOperation.Responses => Models.Protocols.Protocol.Responses,
        GatewayOperation.Messages => Models.Protocols.Protocol.Messages,
        _ => null,
    };

    /// <summary>
    /// Reads the path of a request to an upstream. Only one spelling of each path is accepted, so that what is permitted is what the upstream sees: no empty
    /// or dot segments, no backslash, and no percent-encoding of a character that has a meaning in paths.
    /// </summary>
    /// <param name="upstream">The upstream that the first segment names.</param>
    /// <param name="method">The method, in upper case.</param>
    /// <param name="path">The path as it came, with the first segment.</param>
    /// <returns>Null where the path is refused.</returns>
    public static GatewayPath? Parse(Upstream upstream, string method, ReadOnlySpan<char> path)
    {
        var rest = path[(upstream.Name.Length + 1)..];
        if (rest is not ['/', _, ..] || !IsPlain(rest) || (upstream.IsVersioned && !IsUnder(rest, Version)))
        {
            return null;
        }

        var bare = IsUnder(rest, Version) ? rest[Version.Length..] : rest;
        var operation = Classify(method, bare);
        return new GatewayPath(upstream, rest.ToString(), operation is GatewayOperation.Other or GatewayOperation.Models ? bare.ToString() : PathOf(operation), operation);
    }

    /// <summary>Reads the path of a request to the panels, which begins with the version.</summary>
    /// <returns>Null where the path is refused.</returns>
    public static GatewayPath? ParsePanels(string method, string path) =>
        IsUnder(path, Version) && IsPlain(path) && path[Version.Length..] is var bare
            ? new GatewayPath(Upstream.Panels, path, bare, Classify(method, bare))
            : null;

    /// <summary>A path that was forwarded without the version at its beginning: what permissions are decided by.</summary>
    internal static string WithoutVersion(string rest) => IsUnder(rest, Version) ? rest[Version.Length..] : rest;

    private static bool IsUnder(ReadOnlySpan<char> path, string prefix) =>
        path.StartsWith(prefix, StringComparison.Ordinal) && path.Length > prefix.Length + 1 && path[prefix.Length] == '/';

    private static GatewayOperation Classify(string method, ReadOnlySpan<char> path) => method switch
    {
        "POST" => path switch
        {
            "/chat/completions" => GatewayOperation.ChatCompletions,
            "/completions" => GatewayOperation.Completions,
            "/responses" => GatewayOperation.Responses,
            "/messages" => GatewayOperation.Messages,
            "/messages/count_tokens" => GatewayOperation.CountTokens,
            "/embeddings" => GatewayOperation.Embeddings,
            _ => GatewayOperation.Other,
        },
        "GET" or "HEAD" => path is "/models" || path.StartsWith("/models/", StringComparison.Ordinal) ? GatewayOperation.Models : GatewayOperation.Other,
        _ => GatewayOperation.Other,
    };

    private static string PathOf(GatewayOperation operation) => operation switch
    {
        GatewayOperation.ChatCompletions => "/chat/completions",
        GatewayOperation.Completions => "/completions",
        GatewayOperation.Responses => "/responses",
        GatewayOperation.Messages => "/messages",
        GatewayOperation.CountTokens => "/messages/count_tokens",
        _ => "/embeddings",
    };

    private static bool IsPlain(ReadOnlySpan<char> path)
    {
        foreach (var range in path[1..].Split('/'))
        {
            var segment = path[1..][range];
            var isLast = range.End.Value == path.Length - 1;
            if ((segment.IsEmpty && !isLast) || segment is "." or ".." || segment.IndexOfAnyExceptInRange('!', '~') >= 0 || segment.ContainsAny('\\', '#', '?')
                || !IsDecoded(segment))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether nothing is percent-encoded that could stand for itself, or that means something else once it is decoded.</summary>
    private static bool IsDecoded(ReadOnlySpan<char> segment)
    {
        for (var at = segment.IndexOf('%'); at >= 0; at = segment.IndexOf('%'))
        {
            if (segment.Length < at + 3 || !byte.TryParse(segment.Slice(at + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code)
                || code < 0x20 || char.IsAsciiLetterOrDigit((char)code) || "/\\%.?#-_~".Contains((char)code, StringComparison.Ordinal))
            {
                return false;
            }

            segment = segment[(at + 3)..];
        }

        return true;
    }
}
