using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Roundtable.Web.Access;

/// <summary>What every answer tells browsers and search engines they may do with it.</summary>
public static class SecurityHeaders
{
    /// <summary>Where a page may be framed; set by the result card that others embed.</summary>
    public const string FramedKey = "roundtable.framed";

    /// <summary>What search engines may list; set by the gallery and by what is in it.</summary>
    public const string ListedKey = "roundtable.listed";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; manifest-src 'self'; require-trusted-types-for 'script'; trusted-types roundtable; frame-ancestors ";

    /// <summary>Adds them: no script but the site's own files, no frame but where a page is meant for one, nothing from elsewhere.</summary>
    public static void UseSecurityHeaders(this WebApplication app) => app.Use(static async (context, next) =>
    {
        context.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            var framed = context.Items.ContainsKey(FramedKey);
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy + (framed ? "*" : "'none'");
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = framed ? "cross-origin" : "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), interest-cohort=()";
            if (!framed)
            {
                headers.XFrameOptions = "DENY";
            }

            if (!context.Items.ContainsKey(ListedKey))
            {
                headers["X-Robots-Tag"] = "noindex"; // also what a robot comes upon by a link, pictures and files among it
            }

            if (context.Request.IsHttps)
            {
                headers.StrictTransportSecurity = "max-age=31536000";
            }

            return Task.CompletedTask;
        }, context);
        await next(context);
    });
}
