package etcdtest

import (
	"net/url"
	"testing"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
	utl "go.etcd.io/etcd/etcdutl/v3/snapshot"
	"go.etcd.io/etcd/server/v3/embed"
	"go.uber.org/zap"
)

// The one member that a restored etcd has.
const (
	memberName = "restored"
	peerURL    = "http://127.0.0.1:0"
)

func restoreConfig(file, dir string) utl.RestoreConfig {
	return utl.RestoreConfig{
		SnapshotPath: file, Name: memberName, OutputDataDir: dir,
		PeerURLs: []string{peerURL}, InitialCluster: memberName + "=" + peerURL, InitialClusterToken: "raftviz",
	}
}

// startEtcd starts a real etcd on a data directory and returns a client of it.
func startEtcd(t *testing.T, dir string) *clientv3.Client {
	t.Helper()
	at, err := url.Parse(peerURL)
	if err != nil {
		t.Fatal(err)
	}
	cfg := embed.NewConfig()
	cfg.Name, cfg.Dir, cfg.UnsafeNoFsync = memberName, dir, true
	cfg.ZapLoggerBuilder = embed.NewZapLoggerBuilder(zap.NewNop())
	cfg.ListenClientUrls, cfg.AdvertiseClientUrls = []url.URL{*at}, []url.URL{*at}
	cfg.ListenPeerUrls, cfg.AdvertisePeerUrls = []url.URL{*at}, []url.URL{*at}
	cfg.InitialCluster, cfg.InitialClusterToken = memberName+"="+peerURL, "raftviz"
	e, err := embed.StartEtcd(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	select {
	case <-e.Server.ReadyNotify():
	case err := <-e.Err():
		t.Fatal(err)
	case <-time.After(20 * time.Second):
		t.Fatal("etcd does not get ready")
	}
	c, err := clientv3.New(clientv3.Config{Endpoints: []string{e.Clients[0].Addr().String()}, Logger: zap.NewNop(), DialTimeout: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}
