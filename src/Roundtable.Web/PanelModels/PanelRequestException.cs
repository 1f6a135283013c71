namespace Roundtable.Web.PanelModels;

/// <summary>A request that a panel does not answer, on its way to an error in the caller's protocol.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">What is wrong, in OpenAI's words: <c>unsupported_parameter</c>, <c>model_not_found</c>, ….</param>
/// <param name="parameter">The member of the request that it is about; null where it is about none.</param>
/// <param name="message">What is wrong and what to do, in one or two sentences.</param>
internal sealed class PanelRequestException(int status, string code, string? parameter, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>What is wrong, in OpenAI's words.</summary>
    public string Code { get; } = code;

    /// <summary>The member of the request that it is about; null where it is about none.</summary>
    public string? Parameter { get; } = parameter;

    /// <summary>A value that a panel cannot honour.</summary>
    public static PanelRequestException Unsupported(string parameter, string why) =>
        new(400, "unsupported_parameter", parameter, $"'{parameter}' is not supported by a panel: {why}");

    /// <summary>A value of the wrong type or out of its range.</summary>
    public static PanelRequestException Invalid(string parameter, string why) => new(400, "invalid_value", parameter, $"'{parameter}' {why}");
}
