namespace Roundtable.Deliberation.Panels;

/// <summary>A model's price in US dollars per million tokens.</summary>
/// <param name="InputPerMillion">Dollars per million input tokens, 0 or more.</param>
/// <param name="OutputPerMillion">Dollars per million output tokens, 0 or more.</param>
public sealed record Price(decimal InputPerMillion, decimal OutputPerMillion)
{
    /// <summary>The cost of one call in millionths of a dollar, rounded up.</summary>
    public long MicroDollars(long inputTokens, long outputTokens) =>
        (long)Math.Ceiling((InputPerMillion * inputTokens) + (OutputPerMillion * outputTokens));
}
