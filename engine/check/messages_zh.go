package check

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	"%s became leader of term %d, but %s already became its leader %s.":                           "%s 成为任期 %d 的领导者，而 %s %s已是这个任期的领导者。",
	"%s became leader of term %d without entry %d, %s, which %s committed in term %d %s.":         "%s 成为任期 %d 的领导者，却没有条目 %d，即 %s；%s %[7]s、任期 %[6]d 提交了它。",
	"%s committed entry %d, %s, in term %d, but %s, already leader of term %d, does not hold it.": "%s 在任期 %[4]d 提交了条目 %[2]d，即 %[3]s；而已是任期 %[6]d 领导者的 %[5]s 没有它。",
	"%s's log ends at index %d.":                                   "%s 的日志在索引 %d 处结束。",
	"There %s holds %s.":                                           "%s 在那里有的是：%s。",
	"removed entry %d, %s":                                         "删除了条目 %d，即 %s",
	"overwrote entry %d, %s, with %s":                              "覆盖了条目 %d，即 %s，换成了 %s",
	"discarded entry %d, %s, which no snapshot stands for":         "丢弃了条目 %d，即 %s，却没有快照包含它",
	"%s, leader of term %d, %s. A leader only appends to its log.": "任期 %[2]d 的领导者 %[1]s %[3]s。领导者只能在自己的日志后追加。",
	"%s and %s both hold an entry of term %d at index %d, but not the same one: %s on %s, %s on %s.":        "%[1]s 和 %[2]s 在索引 %[4]d 处都有任期 %[3]d 的条目，却不相同：%[6]s 上是 %[5]s，%[8]s 上是 %[7]s。",
	"%s and %s hold the same entry at index %d, %s, but differ before it, at index %d: %s on %s, %s on %s.": "%s 和 %s 在索引 %d 处的条目相同，即 %s，但在它之前的索引 %d 处不同：%[7]s 上是：%[6]s，%[9]s 上是：%[8]s。",
	"%s %s %s at index %d, where %s committed %s %s. What is committed must not change.":                    "%[1]s 在索引 %[4]d 处%[2]s了 %[3]s，而 %[5]s %[7]s在那里提交的是 %[6]s。已提交的条目不能改变。",
	"%s %s the entry at index %d, %s, which it knew to be committed.":                                       "%[1]s 把索引 %[3]d 处的条目 %[4]s %[2]s，而它知道这个条目已提交。",
	"%s's snapshot ends with an entry of term %d at index %d, where %s committed %s %s.":                    "%[1]s 的快照在索引 %[3]d 处以任期 %[2]d 的条目结束，而 %[4]s %[6]s在那里提交的是 %[5]s。",
	"committed":                       "提交",
	"applied":                         "应用",
	"removed":                         "删除了",
	"overwrote with %s":               "换成了 %s",
	"nothing":                         "没有条目",
	"%s (term %d)":                    "%s（任期 %d）",
	"a snapshot that ends in term %d": "以任期 %d 结束的快照",
	"at the start":                    "在开始时",
	"at step %d":                      "在第 %d 步",
	"%s's store is not what it was when it had applied the log up to index %d before":         "%s 的存储与它之前把日志应用到索引 %d 时不同",
	"%s and %s have both applied the log up to index %d, but their stores differ":             "%s 和 %s 都把日志应用到了索引 %d，存储却不相同",
	"%s: revision %d, hash %016x; and revision %d, hash %016x.":                               "%s：修订版本 %d、哈希 %016x；修订版本 %d、哈希 %016x。",
	"%s had already reached term %d":                                                          "%s 已经到过任期 %d",
	"%s had voted for itself in term %d":                                                      "%s 在任期 %d 已投票给自己",
	"%s had voted for %s in term %d":                                                          "%[1]s 在任期 %[3]d 已投票给 %[2]s",
	"%s; then its files were wiped, and it came back at step %d knowing nothing of it.":       "%s；之后它的文件被清除，它在第 %d 步恢复时已不知道这件事。",
	"%s; then it crashed at step %d, and its disk brought back term %d without that vote.":    "%s；之后它在第 %d 步崩溃，磁盘恢复出来的是任期 %d，没有那一票。",
	"%s held it until its files were wiped.":                                                  "%s 原本有它，直到文件被清除。",
	"%s held it and its disk had reported it synced; after the crash at step %d it was gone.": "%s 原本有它，磁盘也报告已落盘；在第 %d 步崩溃后它不见了。",
	"%s held it, not yet synced, when it crashed at step %d.":                                 "%s 在第 %d 步崩溃时有它，但还没有落盘。",
}
