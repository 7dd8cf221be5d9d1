using System.Net;
using System.Net.Sockets;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace KotaCerdas.Commands;

/// <summary>Tries the addresses to listen on before anything is started: one that is taken is the commonest reason not to start.</summary>
internal static class ListenAddress
{
    /// <exception cref="IOException">Another program listens there.</exception>
    /// <exception cref="SettingsException">It is not an address, or none of this machine.</exception>
    public static void RefuseTaken(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = Parse(url);
            if (!address.IsUnixPipe && address.Port > 0)
            {
                Try(url, IPAddress.TryParse(address.Host, out var host) ? host
                    : address.Host == "localhost" ? IPAddress.Loopback : IPAddress.Any, address.Port);
            }
        }
    }

    private static BindingAddress Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw Bad(url);
        }
    }

    private static SettingsException Bad(string url) => new([new("Host.Command.BadAddress", null, url)]);

    private static void Try(string url, IPAddress host, int port)
    {
        using var listener = new TcpListener(host, port);
        try
        {
            listener.Start();
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new IOException(url, new AddressInUseException(taken.Message, taken));
        }
        catch (SocketException other) when (other.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            throw Bad(url);
        }
    }
}
