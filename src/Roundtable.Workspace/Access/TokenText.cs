using System.Globalization;
using Roundtable.Record.Wording;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Access;

/// <summary>Tokens in words.</summary>
public static class TokenText
{
    /// <summary>A token in one line: its id, whose it is, what for, and what limits it.</summary>
    /// <param name="token">The token.</param>
    /// <param name="now">The time, for whether it has expired.</param>
    /// <param name="lastUse">When it was used last; null where that is not known.</param>
    public static string Summary(AccessToken token, DateTimeOffset now, DateTimeOffset? lastUse)
    {
        var about = token.Purpose is { } purpose ? $" ({purpose})" : "";
        var since = token.Made.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Neutralise.Line(string.Join("; ", [
            $"{token.Id} {token.Name}: {token.Role.ToString().ToLowerInvariant()}, since {since}{about}",
            .. Limits(token, now),
            "last used " + Use(lastUse),
        ]));
    }

    /// <summary>The name of a role, in English as it is typed.</summary>
    /// <param name="role">Its name in small letters.</param>
    public static string Role(string role) => T(role switch
    {
        "caller" => TLater("caller"),
        "reader" => TLater("reader"),
        "asker" => TLater("asker"),
        "admin" => TLater("admin"),
        _ => role,
    });

    /// <summary>When a token was used last, to the minute.</summary>
    public static string Use(DateTimeOffset? last) =>
        last is { } time ? time.UtcDateTime.ToString(T("yyyy-MM-dd HH:mm"), Reader.Culture) + " UTC" : T("never, as far as is known");

    /// <summary>What limits a token, a few words each; none where nothing does.</summary>
    public static IReadOnlyList<string> Limits(AccessToken token, DateTimeOffset now)
    {
        var limits = token.Limits;
        List<string> words = [];
        if (limits.Models.Count > 0)
        {
            words.Add(T("models {0}", string.Join(", ", limits.Models)));
        }

        if (limits.Uses.Count > 0)
        {
            words.Add(T("for {0}", string.Join(", ", limits.UseNames)));
        }

        if (limits.DayMicroDollars is { } day)
        {
            words.Add(T("{0} a day", Dollars(day)));
        }

        if (limits.MonthMicroDollars is { } month)
        {
            words.Add(T("{0} a month", Dollars(month)));
        }

        if (limits.RequestsPerMinute is { } rate)
        {
            words.Add(T("{0, number} requests a minute", rate));
        }

        if (limits.Permissions.Count > 0)
        {
            words.Add(T("may reach {0}", string.Join(", ", limits.PermissionNames)));
        }

        if (token.Suspended is { } finding)
        {
            words.Add(T("suspended because of finding {0}", finding));
        }

        if (token.Expires is { } expires)
        {
            words.Add(T(
                token.IsExpired(now) ? TLater("expired {0} UTC") : TLater("expires {0} UTC"),
                expires.UtcDateTime.ToString(T("yyyy-MM-dd HH:mm"), Reader.Culture)));
        }

        return words;
    }

    /// <summary>An amount with as many decimals as it has, at least two: <c>$0.50</c>.</summary>
    /// <param name="microDollars">Millionths of a US dollar.</param>
    public static string Dollars(long microDollars) =>
        (microDollars < 0 ? "-$" : "$") + (Math.Abs((decimal)microDollars) / 1_000_000).ToString("0.00####", Reader.Culture);
}
