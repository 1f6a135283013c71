namespace Roundtable.Workspace.Gateway;

/// <summary>How an exchange ended.</summary>
public enum ExchangeEnd
{
    /// <summary>The upstream's response came to its end.</summary>
    Complete,

    /// <summary>The caller closed the connection before the response was complete; the upstream's was closed then.</summary>
    CallerGone,

    /// <summary>The upstream closed the connection before its response was complete, or before it began.</summary>
    UpstreamGone,

    /// <summary>No connection to the upstream could be made: it was not asked.</summary>
    UpstreamUnreachable,

    /// <summary>The upstream sent nothing for longer than it may.</summary>
    UpstreamSilent,

    /// <summary>The response was larger than it may be.</summary>
    TooLarge,

    /// <summary>The gateway was stopped before the response was complete.</summary>
    Stopped,
}
