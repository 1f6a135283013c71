using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Roundtable.Record.Wording;
using Roundtable.Terms.Uses;

namespace Roundtable.Workspace.Access;

/// <summary>
/// Tokens as lines of their file. Version 2 has a JSON object a line; version 1 had the digest, the role, the time and the name with spaces between, and is
/// still read.
/// </summary>
internal static class TokenLine
{
    /// <summary>Reads a line; null where it is none, or states something that this program does not know: then it lets nobody in.</summary>
    public static AccessToken? Parse(string line)
    {
        if (!line.StartsWith('{'))
        {
            return ParseOld(line);
        }

        try
        {
            return JsonSerializer.Deserialize(line, TokenLineJson.Default.Fields) is { } fields ? Token(fields) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The line of a token, in the newest version.</summary>
    public static string Write(AccessToken token) => JsonSerializer.Serialize(
        new Fields
        {
            Digest = token.Digest,
            Owner = token.Name,
            Role = token.Role.ToString().ToLowerInvariant(),
            Made = token.Made.ToString("O", CultureInfo.InvariantCulture),
            Purpose = token.Purpose,
            Expires = token.Expires?.ToString("O", CultureInfo.InvariantCulture),
            Suspended = token.Suspended,
            Models = Optional(token.Limits.Models),
            Uses = Optional(token.Limits.UseNames),
            DayMicroDollars = token.Limits.DayMicroDollars,
            MonthMicroDollars = token.Limits.MonthMicroDollars,
            RequestsPerMinute = token.Limits.RequestsPerMinute,
            Permissions = Optional(token.Limits.PermissionNames),
        },
        TokenLineJson.Default.Fields);

    private static AccessToken? Token(Fields fields)
    {
        if (fields is not { Digest: { Length: 64 } digest, Owner: { Length: > 0 } owner, Role: { } roleName, Made: { } madeText }
            || ParseRole(roleName) is not { } role
            || Time(madeText) is not { } made
            || (fields.Expires is not null && Time(fields.Expires) is null)
            || fields is { DayMicroDollars: < 0 } or { MonthMicroDollars: < 0 } or { RequestsPerMinute: < 1 }
            || All<Use>(fields.Uses) is not { } uses
            || All<KeyPermission>(fields.Permissions) is not { } permissions)
        {
            return null;
        }

        var limits = new KeyLimits
        {
            Models = fields.Models ?? [],
            Uses = uses,
            DayMicroDollars = fields.DayMicroDollars,
            MonthMicroDollars = fields.MonthMicroDollars,
            RequestsPerMinute = fields.RequestsPerMinute,
            Permissions = permissions,
        };
        return new AccessToken(owner, role, digest, made)
        {
            Purpose = fields.Purpose,
            Expires = fields.Expires is null ? null : Time(fields.Expires),
            Suspended = fields.Suspended,
            Limits = limits,
        };
    }

    private static AccessToken? ParseOld(string line) =>
        line.Split(' ') is [{ Length: 64 } digest, var role, var made, .. { Length: > 0 } name]
        && ParseRole(role) is { } parsed
        && Time(made) is { } time
            ? new AccessToken(string.Join(' ', name), parsed, digest, time)
            : null;

    private static Role? ParseRole(string name) =>
        name.All(char.IsAsciiLetter) && Enum.TryParse<Role>(name, ignoreCase: true, out var role) && role != Role.Anonymous ? role : null;

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static string[]? Optional(IEnumerable<string> texts) => texts.ToArray() is { Length: > 0 } some ? some : null;

    /// <summary>The values of names; null where one is unknown.</summary>
    private static List<T>? All<T>(string[]? names)
        where T : struct, Enum
    {
        List<T> values = [];
        foreach (var name in names ?? [])
        {
            if (name is null || !Kebab.TryParse<T>(name, out var value))
            {
                return null;
            }

            values.Add(value);
        }

        return values;
    }

    /// <summary>The members of a line.</summary>
    internal sealed record Fields
    {
        public string? Digest { get; init; }

        public string? Owner { get; init; }

        public string? Role { get; init; }

        public string? Made { get; init; }

        public string? Purpose { get; init; }

        public string? Expires { get; init; }

        public string? Suspended { get; init; }

        public string[]? Models { get; init; }

        public string[]? Uses { get; init; }

        public long? DayMicroDollars { get; init; }

        public long? MonthMicroDollars { get; init; }

        public int? RequestsPerMinute { get; init; }

        public string[]? Permissions { get; init; }
    }
}

/// <summary>Source-generated reading and writing of lines: a member that is not known makes a line unreadable, since it may be a limit.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(TokenLine.Fields))]
internal sealed partial class TokenLineJson : JsonSerializerContext;
